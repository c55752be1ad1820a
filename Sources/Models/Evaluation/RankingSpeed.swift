/// How long one list takes: one viewer, one thread, everything warm.
public struct RankingSpeed: Sendable, Equatable, Codable {
    /// Microseconds: half of the lists take less.
    public var median: Double
    /// Microseconds: of a hundred lists one takes longer.
    public var ninetyNinth: Double
    /// One after the other on one thread.
    public var listsPerSecond: Double

    /// - Parameter times: in any order; nil is returned when there are none.
    init?(_ times: [Duration]) {
        let sorted = times.map { $0 / .microseconds(1) }.sorted()
        guard !sorted.isEmpty else { return nil }
        median = sorted[sorted.count / 2]
        ninetyNinth = sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
        let total = sorted.reduce(0, +)
        listsPerSecond = total > 0 ? Double(sorted.count) / total * 1e6 : .infinity
    }

    /// Lists of `count` for some warm viewers; nil without viewers.
    /// - Parameter sampleCount: so many lists, of viewers spread evenly; viewers are asked about again where there are
    ///   fewer.
    public static func of(
        _ model: any Recommender, on task: EvaluationTask, count: Int = 10, sampleCount: Int = 1_000,
        clock: some Clock<Duration> = ContinuousClock()
    ) -> RankingSpeed? {
        let viewers = task.warmViewers
        guard !viewers.isEmpty else { return nil }
        var query = Query(eligible: ItemMask(count: task.itemCount))
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        var times: [Duration] = []
        for sample in 0..<sampleCount {
            let viewer = viewers[sample * max(1, viewers.count / sampleCount) % viewers.count]
            task.ask(about: viewer, of: model, foldInPrior: 0, scratch: &scratch, into: &query)
            if sample == 0 {  // grows the buffers
                model.rank(query, count: count, scratch: &scratch, into: &slate)
            }
            times.append(clock.measure { model.rank(query, count: count, scratch: &scratch, into: &slate) })
        }
        return RankingSpeed(times)
    }
}
