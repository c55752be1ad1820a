public import Models

/// The same scores for everybody: so that what stands above models can be tested without arithmetic.
public struct FixedRecommender: Recommender {
    public let descriptor: ModelDescriptor
    /// [items]
    public let scores: [Float]

    public var itemCount: Int { scores.count }
    public var needsHistory: Bool { false }

    /// - Parameter userCount: how many viewers the model claims to be trained with.
    public init(scores: [Float], userCount: Int) {
        self.scores = scores
        descriptor = .fixture(algorithm: "fixed", userCount: userCount, itemCount: scores.count)
    }

    public func personalizes(_ query: borrowing Query) -> Bool {
        if case .known = query.subject { true } else { false }
    }

    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        fill(&slate, count: count, eligible: query.eligible) { scores[$0] }
    }

    public func tensors() -> [NamedTensor] { [] }
}

extension ModelDescriptor {
    public static func fixture(algorithm: String, userCount: Int, itemCount: Int) -> ModelDescriptor {
        ModelDescriptor(
            algorithm: algorithm, settings: [:], userCount: userCount, itemCount: itemCount, dataHash: "fixture",
            seed: 0, instructionSet: "baseline")
    }
}

/// Replaces `slate` by the eligible items of the highest scores, in the total order: by sorting them all.
func fill(
    _ slate: inout [ScoredItem], count: Int, eligible: borrowing ItemMask, score: (Int) -> Float
) {
    slate.removeAll(keepingCapacity: true)
    for item in 0..<eligible.count where eligible.contains(ItemNumber(item)) {
        slate.append(ScoredItem(item: ItemNumber(item), score: score(item)))
    }
    slate.sort { $0.precedes($1) }
    slate.removeLast(max(0, slate.count - count))
}
