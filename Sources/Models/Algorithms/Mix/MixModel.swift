/// Several models as one: each scores every film, and what they say is brought to one scale and added up.
///
/// The rule says how (`MixRule`). A viewer's vector is those of the parts that fold in, one after another; films alike and
/// reasons are those of the heaviest part that knows them.
public struct MixModel: Recommender {
    public let descriptor: ModelDescriptor
    let parts: [MixPart]
    let rule: MixRule
    /// In the order in which they are asked for what only some can do: by weight, ties as given.
    let heaviestParts: [MixPart]

    public var itemCount: Int { descriptor.itemCount }
    public var needsHistory: Bool { parts.contains { $0.model.needsHistory } }

    /// - Precondition: there is a part, and all are over the same items.
    init(_ parts: [MixPart], rule: MixRule, descriptor: ModelDescriptor) {
        precondition(!parts.isEmpty, "a blend has parts")
        precondition(parts.allSatisfy { $0.model.itemCount == descriptor.itemCount }, "a blend of different catalogues")
        self.parts = parts
        self.rule = rule
        self.descriptor = descriptor
        heaviestParts = parts.indices.sorted { (parts[$1].weight, $0) < (parts[$0].weight, $1) }.map { parts[$0] }
    }

    public func personalizes(_ query: borrowing Query) -> Bool {
        for part in parts where withQuestion(query, of: part, { part.model.personalizes($0) }) { return true }
        return false
    }

    /// - Complexity: what scoring or ranking with each part costs, and O(items) for each.
    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        precondition(query.eligible.count == itemCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        let eligible = query.eligible
        var sums: [Float] = []
        swap(&sums, &scratch.blended)
        if sums.count < itemCount { sums = [Float](repeating: 0, count: itemCount) }
        sums.withUnsafeMutableBufferPointer { buffer in
            let sums = UnsafeMutableBufferPointer(rebasing: buffer[..<itemCount])
            scoreAll(query, scratch: &scratch, into: sums)
            InstructionSet.detected.rank(
                scores: UnsafeBufferPointer(sums).span, eligible: eligible, count: count, keys: &scratch.keys,
                into: &slate)
        }
        swap(&sums, &scratch.blended)
    }

    /// Calls `body` with the query as `part` is to be asked: its own stretch of the viewer's vector.
    func withQuestion<Result>(
        _ query: borrowing Query, of part: MixPart, _ body: (borrowing Query) -> Result
    ) -> Result {
        guard query.subject == .folded, query.vector.count == factorCount, part.vector.count != factorCount,
            !part.vector.isEmpty
        else { return body(query) }
        return body(
            Query(
                subject: .folded, history: query.history, vector: Array(query.vector[part.vector]),
                personalShare: query.personalShare, takesRecency: query.takesRecency, eligible: query.eligible))
    }
}

/// One model of a blend, and how much it counts.
struct MixPart: Sendable {
    let name: String
    let model: any ScoresAllItems
    let weight: Float
    /// Where its vector lies in a viewer's; empty for a model that does not fold in.
    let vector: Range<Int>

    /// Whether it takes part in the answer to `query`: what is popular of late does not speak for films named as liked.
    func answers(_ query: borrowing Query) -> Bool {
        weight != 0 && (query.takesRecency || !(model is PopularityModel))
    }
}

extension [MixPart] {
    /// - Throws: `unsuitableModel` when a model does not score all items.
    init(_ models: [(name: String, model: any Recommender)], weights: [Float]) throws(TrainingError) {
        precondition(models.count == weights.count, "one weight for each part")
        var parts: [MixPart] = []
        var end = 0
        for (part, weight) in zip(models, weights) {
            guard let model = part.model as? any ScoresAllItems else {
                throw TrainingError(.unsuitableModel, "a \(part.name) model does not score all items")
            }
            let start = end
            end += (model as? any FoldsInUsers)?.factorCount ?? 0
            parts.append(MixPart(name: part.name, model: model, weight: weight, vector: start..<end))
        }
        self = parts
    }
}
