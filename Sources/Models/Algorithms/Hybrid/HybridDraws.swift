import CKernels
import Foundation

/// What each like of a batch says, by the loss.
struct HybridDraws: Sendable {
    let likes: LikeOrder
    let settings: HybridSettings
    let kernel: InstructionSet

    /// The pairs of a batch, in the order of its likes, and the loss summed over it.
    func pairs(
        of entries: ArraySlice<Int32>, epoch: Int, users: DenseBlock, items: DenseBlock, options: TrainingOptions
    ) async throws(TrainingError) -> (pairs: [WeightedPair], loss: Double) {
        let batch = Array(entries)
        let chunks = RowChunks(rowCount: batch.count, size: 256)
        let parts = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount, makeScratch: { () },
            throwing: TrainingError.trainingCancelled
        ) { (chunk: Int, _: inout Void) throws(TrainingError) -> (pairs: [WeightedPair], loss: Double) in
            var (pairs, loss) = ([WeightedPair](), 0.0)
            pairs.reserveCapacity(2 * chunks[chunk].count)
            for entry in batch[chunks[chunk]] { loss += add(entry, epoch, users, items, to: &pairs) }
            return (pairs, loss)
        }
        return (parts.flatMap(\.pairs), parts.reduce(0) { $0 + $1.loss })
    }

    /// Adds what one like says; returns its loss.
    private func add(
        _ entry: Int32, _ epoch: Int, _ users: DenseBlock, _ items: DenseBlock, to pairs: inout [WeightedPair]
    ) -> Double {
        let user = likes.user(of: entry), liked = likes.positives.columns[Int(entry)]
        let weight = likes.positives.weights[Int(entry)]
        let vector = users.pointer(toRow: Int(user)), width = Int32(users.stride)
        func score(_ item: Int32) -> Float { mq_dot(kernel.kernel, vector, items.pointer(toRow: Int(item)), width) }
        var random = likes.random(epoch: epoch, entry: entry)
        let own = score(liked)
        guard settings.loss != .warp else {
            guard let (other, pull) = violator(of: user, own, &random, score) else { return 0 }
            pairs.append(WeightedPair(user: user, item: liked, weight: -weight * pull))
            pairs.append(WeightedPair(user: user, item: other, weight: weight * pull))
            return Double(weight * pull)
        }
        guard let other = likes.stranger(to: user, &random) else { return 0 }
        let (up, down, loss) =
            settings.loss == .bpr ? Self.ranked(own - score(other)) : Self.judged(own, score(other))
        pairs.append(WeightedPair(user: user, item: liked, weight: weight * up))
        pairs.append(WeightedPair(user: user, item: other, weight: weight * down))
        return Double(weight) * loss
    }

    /// WARP: the first film drawn that is not liked and stands less than 1 below the liked one, and the logarithm of the
    /// rank that so few draws let expect; nil where `draws` find none.
    private func violator(
        of user: Int32, _ own: Float, _ random: inout SeededRandom, _ score: (Int32) -> Float
    ) -> (item: Int32, pull: Float)? {
        let count = likes.positives.columnCount
        for draw in 1...settings.draws {
            let item = Int32(random.below(count))
            if score(item) > own - 1, !likes.likes(user, item) {
                return (item, Self.rankPull(draws: draw, itemCount: count))
            }
        }
        return nil
    }

    /// ln of the rank, (items − 1) / draws, 10 at most.
    static func rankPull(draws: Int, itemCount: Int) -> Float {
        Float(min(10, log(Double(max(1, (itemCount - 1) / draws)))))
    }

    /// −ln σ(margin), and its slopes along the liked film's score and the other's.
    static func ranked(_ margin: Float) -> (up: Float, down: Float, loss: Double) {
        let pull = Float(1 / (1 + exp(Double(margin))))
        return (-pull, pull, softplus(-Double(margin)))
    }

    /// −ln σ(liked) − ln(1 − σ(other)), and its slopes along both scores.
    static func judged(_ liked: Float, _ other: Float) -> (up: Float, down: Float, loss: Double) {
        (
            Float(-1 / (1 + exp(Double(liked)))), Float(1 / (1 + exp(-Double(other)))),
            softplus(-Double(liked)) + softplus(Double(other))
        )
    }

    /// ln(1 + eˣ).
    private static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }
}
