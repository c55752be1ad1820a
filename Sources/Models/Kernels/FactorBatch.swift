import CKernels

/// Viewers to be answered together: one pass over the catalogue for each 32 of them costs less than half of asking
/// singly.
///
/// Kept and refilled by its owner, with all the working space it needs: `removeAll`, `append` each viewer, then
/// `FactorIndex.rank`.
public struct FactorBatch: Sendable {
    /// How many viewers were appended.
    public private(set) var userCount = 0
    private var itemCount = 0
    private var factorCount = 0
    /// [users, factors].
    private var vectors: [Float] = []
    /// [users, words].
    private var masks: [UInt64] = []
    private var biasWeights: [Float] = []
    private var keys: [UInt64] = []
    private var codes: [Int8] = []

    public init() {}

    /// Forgets the viewers, keeps the room.
    public mutating func removeAll() {
        userCount = 0
        vectors.removeAll(keepingCapacity: true)
        masks.removeAll(keepingCapacity: true)
        biasWeights.removeAll(keepingCapacity: true)
    }

    /// Adds a viewer. Allocates nothing once the batch has grown to size.
    /// - Parameters:
    ///   - user: [factors].
    ///   - biasWeight: how many times the bias of the ranking counts for this viewer.
    /// - Precondition: every viewer of a batch has the same number of factors and of items.
    public mutating func append(user: Span<Float>, biasWeight: Float = 1, eligible: borrowing ItemMask) {
        if userCount == 0 { (factorCount, itemCount) = (user.count, eligible.count) }
        precondition(user.count == factorCount, "viewers of one batch have the same number of factors")
        precondition(eligible.count == itemCount, "viewers of one batch have the same catalogue")
        user.withUnsafeBufferPointer { vectors.append(contentsOf: $0) }
        masks.append(contentsOf: eligible.words)
        biasWeights.append(biasWeight)
        userCount += 1
    }
}

extension FactorIndex {
    /// Replaces `slates[i]` by what the single `rank` would answer to the batch's viewer i.
    ///
    /// - Parameter bias: [items], counted as often as each viewer's weight says.
    /// - Precondition: the batch is of this catalogue; `count >= 0`.
    /// - Complexity: O(users · items · factors).
    public func rank(
        _ batch: inout FactorBatch, bias: FrozenArray<Float>? = nil, count: Int, into slates: inout [[ScoredItem]]
    ) {
        precondition(count >= 0, "a list cannot be shorter than nothing")
        precondition(bias.map { $0.count == itemCount } ?? true, "one bias for each item")
        slates.resize(to: batch.userCount)
        let limit = min(count, itemCount)
        guard limit > 0, batch.userCount > 0 else { return }
        batch.answer(by: self, bias: bias, limit: limit, into: &slates)
    }
}

extension FactorBatch {
    /// How many viewers the kernels take at once.
    private static let width = Int(MQ_TOP_REQUESTS)

    fileprivate mutating func answer(
        by index: FactorIndex, bias: FrozenArray<Float>?, limit: Int, into slates: inout [[ScoredItem]]
    ) {
        precondition(factorCount == index.factorCount, "the batch has another number of factors")
        precondition(itemCount == index.itemCount, "the batch is of another catalogue")
        let keyRoom = Int(mq_ranking_room(Int32(limit)))
        keys.grow(to: min(userCount, Self.width) * keyRoom)
        codes.grow(to: min(userCount, Self.width) * index.codeRoom)
        for first in stride(from: 0, to: userCount, by: Self.width) {
            let size = min(Self.width, userCount - first)
            withRequests(first..<first + size, limit: limit, keyRoom: keyRoom, codeRoom: index.codeRoom) { requests in
                guard let base = requests.baseAddress else { return }
                index.answer(base, count: size, bias: bias)
                for place in 0..<size { slates[first + place].append(requests[place].ranking) }
            }
        }
    }

    /// Lends the kernels' form of some viewers, whose pointers are valid inside `body` only.
    private mutating func withRequests(
        _ users: Range<Int>, limit: Int, keyRoom: Int, codeRoom: Int,
        _ body: (UnsafeMutableBufferPointer<mq_request>) -> Void
    ) {
        let (words, factors) = ((itemCount + 63) / 64, factorCount)
        keys.withUnsafeMutableBufferPointer { keys in
            codes.withUnsafeMutableBufferPointer { codes in
                vectors.withUnsafeBufferPointer { vectors in
                    masks.withUnsafeBufferPointer { masks in
                        withUnsafeTemporaryAllocation(of: mq_request.self, capacity: users.count) { requests in
                            for (place, user) in users.enumerated() {
                                let ranking = mq_ranking(
                                    limit: limit, keys: keys.baseAddress.map { $0 + place * keyRoom })
                                requests.initializeElement(
                                    at: place,
                                    to: mq_request(
                                        user: vectors.baseAddress.map { $0 + user * factors },
                                        biasWeight: biasWeights[user],
                                        eligible: masks.baseAddress.map { $0 + user * words }, ranking: ranking,
                                        codes: codes.baseAddress.map { $0 + place * codeRoom }))
                            }
                            body(requests)
                        }
                    }
                }
            }
        }
    }
}

extension [[ScoredItem]] {
    /// Exactly `size` empty slates, keeping the room of those that were there.
    fileprivate mutating func resize(to size: Int) {
        if count > size { removeLast(count - size) }
        for place in indices { self[place].removeAll(keepingCapacity: true) }
        while count < size { append([]) }
    }
}
