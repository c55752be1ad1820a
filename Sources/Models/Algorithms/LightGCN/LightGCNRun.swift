import CKernels
import Foundation

/// A like and a film it is to be ranked before.
struct RankedPair: Sendable {
    var user: Int32
    var liked: Int32
    var other: Int32
    var weight: Float
}

/// The state of a training run between steps.
///
/// The loss of a batch is (1 / B) · Σ −w · ln σ(eᵤ·(eᵢ − eⱼ)) + λ / (2B) · Σ (|e⁰ᵤ|² + |e⁰ᵢ|² + |e⁰ⱼ|²), e being the mean of the
/// layers and e⁰ what is learned (He et al. 2020, eq. 15, with the means over a batch of the authors' own programs).
final class LightGCNRun {
    let steps: GraphSteps
    private let settings: LightGCNSettings
    private let options: TrainingOptions
    /// e⁰.
    let base: GraphVectors
    private let mean, square, slope: GraphVectors
    /// Where sums over the layers are made, forward and back.
    private let rooms: (GraphVectors, GraphVectors)
    private let backRooms: (GraphVectors, GraphVectors)
    private var stepCount = 0

    init(_ graph: NormalizedGraph, settings: LightGCNSettings, options: TrainingOptions) {
        self.settings = settings
        self.options = options
        steps = GraphSteps(graph, width: settings.factors)
        func zeros() -> GraphVectors {
            GraphVectors(userCount: graph.userCount, itemCount: graph.itemCount, factorCount: settings.factors)
        }
        base = zeros()
        mean = zeros()
        square = zeros()
        slope = zeros()
        rooms = (zeros(), zeros())
        backRooms = (zeros(), zeros())
        base.fill(graph, seed: options.seed)
    }

    private var share: Float { 1 / Float(settings.layers + 1) }

    /// The mean of the layers. Valid until the next call.
    func layerMean() async throws(TrainingError) -> GraphVectors {
        try await steps.sum(base, count: settings.layers, scale: share, rooms: rooms, options: options)
    }

    /// One step down the loss of `batch`; returns the loss without the lengths' part, summed over the batch.
    func step(_ batch: [RankedPair]) async throws(TrainingError) -> Double {
        let (gradient, rows, loss) = try await gradient(of: batch)
        stepCount += 1
        var adam = mq_adam(
            rate: Float(settings.learningRate), first: 0.9, second: 0.999,
            first_bias: Float(1 - pow(0.9, Double(stepCount))), second_bias: Float(1 - pow(0.999, Double(stepCount))),
            epsilon: 1e-8)
        try await move(
            { $0.users }, by: gradient, decays: decays(rows.users, base.users.rowCount, pairsPerLike: 2), &adam)
        try await move(
            { $0.items }, by: gradient, decays: decays(rows.items, base.items.rowCount, pairsPerLike: 1), &adam)
        return loss
    }

    /// ∂loss/∂e⁰ without the lengths' part, and the pairs it was made of. Valid until the next call.
    func gradient(
        of batch: [RankedPair]
    ) async throws(TrainingError) -> (vectors: GraphVectors, rows: (users: PairRows, items: PairRows), loss: Double) {
        let forward = try await layerMean()
        let (pairs, loss) = try await pull(batch, forward)
        let rows = (users: PairRows(pairs, byUser: true), items: PairRows(pairs, byUser: false))
        slope.clear()
        try await rows.users.multiply(forward.items, into: slope.users, options: options)
        try await rows.items.multiply(forward.users, into: slope.items, options: options)
        let back = try await steps.sum(
            slope, count: settings.layers, scale: share, rooms: backRooms, options: options)
        return (back, rows, loss)
    }

    /// How strongly each like pulls, −w · σ(−x) / B, and its film with it, the other one against it.
    private func pull(
        _ batch: [RankedPair], _ vectors: GraphVectors
    ) async throws(TrainingError) -> (pairs: [WeightedPair], loss: Double) {
        let (kernel, width) = (options.instructionSet.kernel, Int32(vectors.users.stride))
        let chunks = RowChunks(rowCount: batch.count, size: 512)
        let parts = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount, makeScratch: { () },
            throwing: TrainingError.trainingCancelled
        ) { (chunk: Int, _: inout Void) throws(TrainingError) -> (pairs: [WeightedPair], loss: Double) in
            var pairs: [WeightedPair] = []
            var loss = 0.0
            for pair in batch[chunks[chunk]] {
                let user = vectors.users.pointer(toRow: Int(pair.user))
                let margin =
                    mq_dot(kernel, user, vectors.items.pointer(toRow: Int(pair.liked)), width)
                    - mq_dot(kernel, user, vectors.items.pointer(toRow: Int(pair.other)), width)
                let odds = Float(1 / (1 + exp(Double(margin))))
                let weight = pair.weight * odds / Float(batch.count)
                pairs.append(WeightedPair(user: pair.user, item: pair.liked, weight: -weight))
                pairs.append(WeightedPair(user: pair.user, item: pair.other, weight: weight))
                loss += Double(pair.weight) * Self.softplus(-Double(margin))
            }
            return (pairs, loss)
        }
        return (parts.flatMap(\.pairs), parts.reduce(0) { $0 + $1.loss })
    }

    /// ln(1 + eˣ).
    private static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }

    /// λ / B times how often each row stands in the batch.
    private func decays(_ rows: PairRows, _ rowCount: Int, pairsPerLike: Int) -> [Float] {
        var decays = [Float](repeating: 0, count: rowCount)
        let likes = Float(max(1, rows.columns.count / 2))
        for (place, row) in rows.rows.enumerated() {
            decays[Int(row)] =
                Float(settings.regularization) / likes * Float(rows.pairCount(at: place) / pairsPerLike)
        }
        return decays
    }

    private func move(
        _ side: (GraphVectors) -> DenseBlock, by gradient: GraphVectors, decays: [Float],
        _ adam: inout mq_adam
    ) async throws(TrainingError) {
        let (values, mean, square) = (side(base), side(mean), side(square))
        let slope = side(gradient)
        let (kernel, rule) = (options.instructionSet.kernel, adam)
        let chunks = RowChunks(rowCount: values.rowCount, size: 512)
        _ = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount, makeScratch: { () },
            throwing: TrainingError.trainingCancelled
        ) { (chunk: Int, _: inout Void) throws(TrainingError) -> Void in
            var rule = rule
            for row in chunks[chunk] {
                mq_adam_step(
                    kernel, &rule, decays[row], slope.pointer(toRow: row), mean.pointer(toRow: row),
                    square.pointer(toRow: row), values.pointer(toRow: row), Int64(values.stride))
            }
        }
    }
}
