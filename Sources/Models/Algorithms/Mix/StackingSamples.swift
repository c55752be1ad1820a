extension ConditionalLogit.Sample {
    /// What each viewer of `held` teaches: the likes held out against films drawn at random from all that may be listed, by
    /// what the parts of `blend` say of them. One for each viewer that has rivals, in their order.
    static func gather(
        _ blend: MixModel, _ held: HeldOutLikes, _ settings: StackingSettings, _ options: TrainingOptions
    ) async throws(TrainingError) -> [Self] {
        let size = 32
        let chunks = (held.viewers.count + size - 1) / size
        let samples = try await ParallelChunks.map(
            chunks, workerCount: options.workerCount, makeScratch: { RankingScratch() },
            throwing: TrainingError(.cancelled, "training was cancelled; nothing was kept")
        ) { (chunk, scratch) throws(TrainingError) -> [Self] in
            held.viewers[(chunk * size)..<min(held.viewers.count, (chunk + 1) * size)].compactMap { viewer in
                Self(of: viewer, blend, held, settings, seed: options.seed, &scratch)
            }
        }
        return samples.flatMap(\.self)
    }

    private init?(
        of viewer: Int, _ blend: MixModel, _ held: HeldOutLikes, _ settings: StackingSettings, seed: UInt64,
        _ scratch: inout RankingScratch
    ) {
        let query = Self.question(viewer, held.fit)
        let liked = held.likes.withRow(viewer) { columns, _ in columns.map { ItemNumber(rawValue: $0) } }
        let known = Set(liked)
        let others = (0..<blend.itemCount).lazy.map { ItemNumber($0) }
            .filter { query.eligible.contains($0) && !known.contains($0) }
        var drawn = Array(others)
        guard !drawn.isEmpty else { return nil }
        let otherCount = drawn.count
        var random = SeededRandom(seed: seed, stream: UInt64(viewer) + (1 << 32))
        drawn = Self.draw(min(settings.rivalCount, otherCount), of: drawn, &random)
        var scores: [Float] = []
        blend.standardizedScores(query, of: liked + drawn, scratch: &scratch, into: &scores)
        let features = Self.byItem(scores, partCount: blend.parts.count)
        let split = liked.count * blend.parts.count
        self.init(
            likes: Array(features[..<split]), rivals: Array(features[split...]),
            multiplicity: Double(otherCount) / Double(drawn.count), share: 1 / Double(liked.count))
    }

    /// `count` of `items`, each once.
    private static func draw(
        _ count: Int, of items: [ItemNumber], _ random: inout SeededRandom
    ) -> [ItemNumber] {
        var items = items
        for place in 0..<count { items.swapAt(place, Int.random(in: place..<items.count, using: &random)) }
        return Array(items.prefix(count))
    }

    /// [parts, items] as [items, parts].
    private static func byItem(_ scores: [Float], partCount: Int) -> [Float] {
        let itemCount = scores.count / partCount
        return (0..<itemCount).flatMap { item in (0..<partCount).map { scores[$0 * itemCount + item] } }
    }

    /// The viewer as known, with what is left of their likes.
    private static func question(_ viewer: Int, _ fit: TrainingSet) -> Query {
        var query = Query(subject: .known(UserNumber(viewer)), eligible: ItemMask(count: fit.itemCount))
        fit.positives.withRow(viewer) { columns, weights in
            for (column, weight) in zip(columns, weights) {
                query.history.append(WeightedItem(item: ItemNumber(rawValue: column), weight: weight))
            }
        }
        fit.seen.withRow(viewer) { columns, _ in query.eligible.exclude(columns: columns) }
        return query
    }
}
