extension ModelDiff {
    /// Asks two stored models for the lists of viewers both know, a full ranking for each, and compares them.
    ///
    /// Films are joined by their outside ids; what a viewer met according to either is in neither list.
    /// - Parameter names: what the two are called.
    /// - Complexity: O(sampled viewers · a ranking by each).
    /// - Throws: when the task is cancelled.
    @concurrent public static func between(
        _ before: ModelArtefact, _ after: ModelArtefact, names: (before: String, after: String), options: Options,
        clock: some Clock<Duration> = ContinuousClock()
    ) async throws(CancellationError) -> ModelDiff {
        let viewers = commonViewers(before, after, options)
        let askers = (
            before: ArtefactAsker(before, besides: after), after: ArtefactAsker(after, besides: before)
        )
        let rows = viewers.map { ($0.before.index, $0.after.index) }
        let swapped = rows.map { ($0.1, $0.0) }
        let lists = PairedLists(
            viewers: viewers.map { after.users.id(of: $0.after) },
            before: try await ask(askers.before, rows, options), after: try await ask(askers.after, swapped, options))
        let timed = stride(from: 0, to: rows.count, by: max(1, rows.count / timedViewers)).map { $0 }
        return try await ModelDiff(
            before: Side(
                before, names.before, askers.before.microsecondsPerList(timed.map { rows[$0] }, clock: clock)),
            after: Side(
                after, names.after, askers.after.microsecondsPerList(timed.map { swapped[$0] }, clock: clock)),
            lists: lists,
            segments: ViewerSegment.all(of: rows.map(\.1), seen: after.seen, features: after.features),
            options: options)
    }

    private static let timedViewers = 100

    /// Drawn with the seed, in the order of the later model's numbers.
    private static func commonViewers(
        _ before: ModelArtefact, _ after: ModelArtefact, _ options: Options
    ) -> [(before: UserNumber, after: UserNumber)] {
        var common: [(before: UserNumber, after: UserNumber)] = []
        for row in 0..<after.users.count where after.seen.entryCount(ofRow: row) > 0 {
            let number = UserNumber(row)
            if let other = before.users.number(of: after.users.id(of: number)) { common.append((other, number)) }
        }
        guard common.count > options.viewerCount else { return common }
        var random = SeededRandom(seed: options.seed)
        for place in 0..<options.viewerCount {
            common.swapAt(place, place + random.below(common.count - place))
        }
        return common.prefix(options.viewerCount).sorted { $0.after < $1.after }
    }

    private static func ask(
        _ asker: ArtefactAsker, _ rows: [(Int, Int)], _ options: Options
    ) async throws(CancellationError) -> [[ItemID]] {
        try await ParallelChunks.map(
            rows.count, workerCount: options.workerCount, makeScratch: { asker.makeScratch() },
            throwing: CancellationError()
        ) { (viewer, scratch) throws(CancellationError) -> [ItemID] in
            asker.ask(about: rows[viewer].0, otherRow: rows[viewer].1, &scratch)
            return asker.rank(options.depth, &scratch)
        }
    }
}

extension ModelDiff.Side {
    fileprivate init(_ artefact: ModelArtefact, _ name: String, _ microseconds: Double?) {
        self.init(
            version: name, bytes: artefact.model.tensors().reduce(0) { $0 + $1.bytes.count },
            microsecondsPerList: microseconds, viewerCount: artefact.users.count, filmCount: artefact.items.count)
    }
}
