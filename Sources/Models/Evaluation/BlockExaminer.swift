/// Asks a model about one block of viewers and scores the answers.
struct BlockExaminer: Sendable {
    let task: EvaluationTask
    let model: any Recommender
    let fallback: PopularityModel
    let options: Evaluator.Options

    /// What a worker keeps from block to block.
    struct Scratch {
        var queries: [Query] = []
        var slates: [[ScoredItem]] = []
        var ranking = RankingScratch()
        /// The lists of the last block.
        var exposure: Exposure
        var isRelevant: ItemMask
    }

    func makeScratch() -> Scratch {
        Scratch(
            exposure: Exposure(itemCount: task.itemCount), isRelevant: ItemMask(count: task.itemCount, allowed: false))
    }

    /// The metrics of each viewer: [viewers, metrics]. `scratch.exposure` is that of their lists.
    func examine(_ viewers: ArraySlice<Int>, _ scratch: inout Scratch) -> [Double] {
        ask(viewers, &scratch)
        rank(&scratch)
        let metrics = options.metrics
        var values: [Double] = []
        values.reserveCapacity(viewers.count * metrics.count)
        scratch.exposure.removeAll()
        for (place, viewer) in viewers.enumerated() {
            let slate = scratch.slates[place]
            scratch.exposure.add(slate)
            let judged = task.judge(slate, of: viewer, isRelevant: &scratch.isRelevant)
            for metric in metrics { values.append(metric.value(of: judged, slate: slate, task.traits)) }
        }
        return values
    }

    private func ask(_ viewers: ArraySlice<Int>, _ scratch: inout Scratch) {
        let missing = viewers.count - scratch.queries.count
        if missing > 0 {
            let empty = Query(eligible: ItemMask(count: task.itemCount))
            scratch.queries.append(contentsOf: repeatElement(empty, count: missing))
        } else {
            scratch.queries.removeLast(-missing)
        }
        for (place, viewer) in viewers.enumerated() {
            task.ask(
                about: viewer, of: model, foldInPrior: options.foldInPrior, scratch: &scratch.ranking,
                into: &scratch.queries[place])
        }
    }

    private func rank(_ scratch: inout Scratch) {
        if let model = model as? any RanksBatches {
            model.rankBatch(
                scratch.queries, count: options.depth, scratch: &scratch.ranking, into: &scratch.slates)
        } else {
            scratch.slates.removeLast(max(0, scratch.slates.count - scratch.queries.count))
            while scratch.slates.count < scratch.queries.count { scratch.slates.append([]) }
            for place in scratch.queries.indices {
                model.rank(
                    scratch.queries[place], count: options.depth, scratch: &scratch.ranking,
                    into: &scratch.slates[place])
            }
        }
        for place in scratch.queries.indices where scratch.slates[place].isEmpty {
            fallback.top(options.depth, eligible: scratch.queries[place].eligible, into: &scratch.slates[place])
        }
    }
}
