/// What one viewer teaches a stacked blend: each like held out against films that stood near it in the parts' lists.
struct StackingPairs: Sendable {
    /// [pairs, parts], row-major.
    var differences: [Float] = []
    /// [pairs]; a viewer's add up to 1.
    var shares: [Float] = []

    /// How far down a part's list rivals are drawn from.
    private static let head = 100

    /// One for each viewer of `held`, in their order.
    static func gather(
        _ blend: MixModel, _ held: HeldOutLikes, _ settings: StackingSettings, _ options: TrainingOptions
    ) async throws(TrainingError) -> [StackingPairs] {
        let size = 32
        let chunks = (held.viewers.count + size - 1) / size
        let pairs = try await ParallelChunks.map(
            chunks, workerCount: options.workerCount, makeScratch: { RankingScratch() },
            throwing: TrainingError(.cancelled, "training was cancelled; nothing was kept")
        ) { (chunk, scratch) throws(TrainingError) -> [StackingPairs] in
            held.viewers[(chunk * size)..<min(held.viewers.count, (chunk + 1) * size)].map { viewer in
                StackingPairs(of: viewer, blend, held, settings, seed: options.seed, &scratch)
            }
        }
        return pairs.flatMap(\.self)
    }

    private init(
        of viewer: Int, _ blend: MixModel, _ held: HeldOutLikes, _ settings: StackingSettings, seed: UInt64,
        _ scratch: inout RankingScratch
    ) {
        let query = Self.question(viewer, held.fit)
        let liked = held.likes.withRow(viewer) { columns, _ in columns.map { ItemNumber(rawValue: $0) } }
        let rivals = Self.rivals(query, blend, besides: Set(liked), &scratch)
        guard !rivals.isEmpty else { return }
        var features: [Float] = []
        let items = liked + rivals
        blend.standardizedScores(query, of: items, scratch: &scratch, into: &features)
        var random = SeededRandom(seed: seed, stream: UInt64(viewer) + (1 << 32))
        let count = min(settings.rivalCount, rivals.count)
        for like in liked.indices {
            for _ in 0..<count {
                let rival = liked.count + Int.random(in: 0..<rivals.count, using: &random)
                for part in blend.parts.indices {
                    differences.append(features[part * items.count + like] - features[part * items.count + rival])
                }
                shares.append(1 / Float(liked.count * count))
            }
        }
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

    /// The films at the head of any part's list, ascending.
    private static func rivals(
        _ query: Query, _ blend: MixModel, besides liked: Set<ItemNumber>, _ scratch: inout RankingScratch
    ) -> [ItemNumber] {
        var found: Set<ItemNumber> = []
        var slate: [ScoredItem] = []
        for part in blend.parts {
            part.model.rank(query, count: head, scratch: &scratch, into: &slate)
            found.formUnion(slate.lazy.map(\.item))
        }
        return found.subtracting(liked).sorted()
    }
}
