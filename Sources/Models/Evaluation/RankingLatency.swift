/// How long one list takes: one viewer, one thread, everything warm.
public enum RankingLatency {
    /// The median over some warm viewers of the time of a list of `count`, in microseconds; nil without viewers.
    /// - Parameter sampleCount: at most this many viewers are asked about, spread evenly.
    public static func microseconds(
        of model: any Recommender, on task: EvaluationTask, count: Int = 10, sampleCount: Int = 200,
        clock: some Clock<Duration> = ContinuousClock()
    ) -> Double? {
        let viewers = task.warmViewers
        guard !viewers.isEmpty else { return nil }
        let step = max(1, viewers.count / sampleCount)
        var query = Query(eligible: ItemMask(count: task.itemCount))
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        var times: [Duration] = []
        for viewer in stride(from: 0, to: viewers.count, by: step).map({ viewers[$0] }) {
            task.ask(about: viewer, of: model, foldInPrior: 0, scratch: &scratch, into: &query)
            model.rank(query, count: count, scratch: &scratch, into: &slate)  // grows the buffers, warms the caches
            times.append(clock.measure { model.rank(query, count: count, scratch: &scratch, into: &slate) })
        }
        times.sort()
        return times[times.count / 2] / .microseconds(1)
    }
}
