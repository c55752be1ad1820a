import Foundation

/// Some likes kept from training, to tell when to stop.
struct StoppingLikes: Sendable {
    /// What is trained on.
    let rest: InteractionMatrix
    /// [viewers asked] row numbers, ascending.
    let users: [Int]
    /// [viewers asked] what was taken from each, ascending.
    let withheld: [[Int32]]

    /// How deep a list is judged.
    static let depth = 20

    /// Takes `share` of the likes, one at least, of up to `limit` viewers with 5 likes or more, drawn by the seed.
    ///
    /// - Parameter start: what the model that training begins from has met is not taken: it would be found from memory.
    /// - Complexity: O(likes), times the logarithm of a viewer's for a start.
    init(
        _ positives: InteractionMatrix, share: Double, limit: Int = 2_000, after start: SharedRows? = nil, seed: UInt64
    ) {
        func isNew(_ user: Int, _ entry: Int) -> Bool {
            start.map { !$0.hasMet(user, Int(positives.columns[entry])) } ?? true
        }
        func isAble(_ user: Int) -> Bool {
            let entries = positives.entries(ofRow: user)
            return entries.count >= 5 && entries.contains { isNew(user, $0) }
        }
        var able = share > 0 ? (0..<positives.rowCount).filter(isAble) : []
        var random = SeededRandom(seed: seed, stream: 0x5e1d)
        able.shuffle(using: &random)
        users = able.prefix(limit).sorted()
        var kept = [Float](positives.weights)
        var withheld: [[Int32]] = []
        for user in users {
            var random = SeededRandom(seed: seed, stream: UInt64(user) << 20)
            let entries = positives.entries(ofRow: user).shuffled(using: &random)
            let taken = entries.filter { isNew(user, $0) }.prefix(max(1, Int(share * Double(entries.count)))).sorted()
            for entry in taken { kept[entry] = 0 }
            withheld.append(taken.map { positives.columns[$0] })
        }
        self.withheld = withheld
        rest = users.isEmpty ? positives : positives.keepingPositive(FrozenArray(kept))
    }

    var isEmpty: Bool { users.isEmpty }

    /// Mean NDCG@20 of the withheld likes among all films not trained on.
    func meanGain(users vectors: FactorMatrix, items: FactorMatrix, options: TrainingOptions)
        async throws(TrainingError) -> Double
    {
        let index = FactorIndex(
            factors: items.compacted().values, itemCount: items.rowCount, factorCount: items.factorCount,
            instructionSet: options.instructionSet)
        let gains = try await ParallelChunks.map(
            users.count, workerCount: options.workerCount, makeScratch: { (RankingScratch(), [ScoredItem]()) },
            throwing: TrainingError.trainingCancelled
        ) { (place: Int, scratch: inout (RankingScratch, [ScoredItem])) throws(TrainingError) -> Double in
            var mask = ItemMask(count: index.itemCount)
            rest.withRow(users[place]) { columns, _ in mask.exclude(columns: columns) }
            vectors.withRow(users[place]) { vector in
                index.rank(
                    user: vector.span, eligible: mask, count: Self.depth, scratch: &scratch.0, into: &scratch.1)
            }
            return Self.gain(scratch.1, withheld[place])
        }
        return gains.reduce(0, +) / Double(max(1, gains.count))
    }

    private static func gain(_ slate: [ScoredItem], _ wanted: [Int32]) -> Double {
        func discount(_ place: Int) -> Double { 1 / log2(Double(place + 2)) }
        let found = slate.enumerated().reduce(0.0) {
            $0 + (wanted.contains($1.element.item.rawValue) ? discount($1.offset) : 0)
        }
        return found / (0..<min(wanted.count, depth)).reduce(0) { $0 + discount($1) }
    }
}
