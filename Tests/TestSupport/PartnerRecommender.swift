public import Models
import Synchronization

/// Items come in pairs, 0 and 1, 2 and 3, …: whoever likes one of a pair is recommended the other. Right answers can
/// be seen at a glance.
///
/// score = share · weight of the partner in the history + (1 − share) · prior, prior = 1 / (1 + item).
/// Every score is lifted by `tag`, and a vector carries the tag of the model that folded it in: a vector of another
/// model makes every score −1.
public struct PartnerRecommender: FoldsInUsers, FindsSimilarItems {
    public let descriptor: ModelDescriptor
    public let itemCount: Int
    public let tag: Float
    /// What trained viewers like.
    public let positives: InteractionMatrix
    /// How often a viewer was folded in.
    public let foldings: CallCount

    public var needsHistory: Bool { false }
    public var factorCount: Int { itemCount + 1 }

    public init(_ training: TrainingSet, tag: Float = 0, foldings: CallCount = CallCount()) {
        descriptor = .fixture(
            algorithm: "partner", userCount: training.trainedUserCount, itemCount: training.itemCount)
        itemCount = training.itemCount
        self.tag = tag
        positives = training.positives
        self.foldings = foldings
    }

    public func personalizes(_ query: borrowing Query) -> Bool {
        switch query.subject {
        case .known(let user): positives.entryCount(ofRow: user.index) > 0
        case .folded: query.vector.contains { $0 > 0 }
        case .unknown: false
        }
    }

    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        var vector = query.vector
        if case .known(let user) = query.subject { vector = self.vector(of: user) }
        let share = query.personalShare
        let isOurs = vector.last == tag
        fill(&slate, count: count, eligible: query.eligible) { item in
            isOurs ? tag + share * vector[item ^ 1] + (1 - share) / Float(1 + item) : -1
        }
    }

    public func foldIn(_ history: [WeightedItem], scratch: inout RankingScratch, into vector: inout [Float]) {
        foldings.increment()
        vector = Array(repeating: 0, count: factorCount)
        for film in history { vector[film.item.index] = film.weight }
        vector[itemCount] = tag
    }

    public func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        var others = copy eligible
        others.exclude(item)
        fill(&slate, count: count, eligible: others) { $0 == item.index ^ 1 ? 1 : 0 }
    }

    public func tensors() -> [NamedTensor] { [] }

    private func vector(of user: UserNumber) -> [Float] {
        var vector: [Float] = Array(repeating: 0, count: factorCount)
        positives.withRow(user.index) { columns, weights in
            for (column, weight) in zip(columns, weights) { vector[Int(column)] = weight }
        }
        vector[itemCount] = tag
        return vector
    }
}

/// The same pairs by history alone, without vectors: as item-to-item models work.
public struct PartnerHistoryRecommender: Recommender {
    public let descriptor: ModelDescriptor
    public let itemCount: Int

    public var needsHistory: Bool { true }

    public init(_ training: TrainingSet) {
        descriptor = .fixture(
            algorithm: "partner-history", userCount: training.trainedUserCount, itemCount: training.itemCount)
        itemCount = training.itemCount
    }

    public func personalizes(_ query: borrowing Query) -> Bool { !query.history.isEmpty }

    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        let history = query.history
        fill(&slate, count: count, eligible: query.eligible) { item in
            history.first { $0.item.index == item ^ 1 }?.weight ?? 0
        }
    }

    public func tensors() -> [NamedTensor] { [] }
}

/// Counts calls from anywhere.
public final class CallCount: Sendable {
    private let value = Atomic<Int>(0)

    public init() {}

    public var count: Int { value.load(ordering: .relaxed) }

    public func increment() { value.add(1, ordering: .relaxed) }
}
