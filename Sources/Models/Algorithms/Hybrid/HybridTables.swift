import CKernels

/// What the hybrid learns, and how a batch moves it.
///
/// A row of a viewer is [vector, 1, bias], one of a feature [vector, bias, 0], and a film's, the weighted sum of its
/// features', [vector, bias, 1]: the dot product of a viewer's and a film's row is the score (Kula 2015, "Metadata
/// Embeddings for User and Item Cold-start Recommendations", eq. 1).
final class HybridTables {
    let factorCount: Int
    let users, features: DenseBlock
    /// The films' rows as of the last `refresh`.
    let items: DenseBlock
    private let ofItems, ofFeatures: SparseOperator
    private let userSquares, featureSquares: DenseBlock
    private let userSlopes, itemSlopes, featureSlopes: DenseBlock
    /// Zeros, and 1 where a film's row has its 1.
    private let ones: DenseBlock
    private let settings: HybridSettings
    private let options: TrainingOptions

    private var one: Int { factorCount }

    init(userCount: Int, features matrix: InteractionMatrix, settings: HybridSettings, options: TrainingOptions) {
        self.settings = settings
        self.options = options
        factorCount = settings.factors
        let width = settings.factors + 2
        func block(_ rows: Int, filledWith value: Float = 0) -> DenseBlock {
            let block = DenseBlock(rowCount: rows, columnCount: width)
            if value != 0 { block.pointer(toRow: 0).update(repeating: value, count: rows * block.stride) }
            return block
        }
        users = block(userCount)
        features = block(matrix.columnCount)
        items = block(matrix.rowCount)
        // AdaGrad begins as if one step of 1 had been taken, as LightFM does.
        userSquares = block(userCount, filledWith: 1)
        featureSquares = block(matrix.columnCount, filledWith: 1)
        userSlopes = block(userCount)
        itemSlopes = block(matrix.rowCount)
        featureSlopes = block(matrix.columnCount)
        ones = block(matrix.rowCount)
        for item in 0..<matrix.rowCount { ones.pointer(toRow: item)[width - 1] = 1 }
        ofItems = SparseOperator(matrix, width: width)
        ofFeatures = SparseOperator(matrix.transposed(), width: width)
        for user in 0..<userCount { users.pointer(toRow: user)[factorCount] = 1 }
    }

    /// Random vectors within ±1 / (2 · factors), each row from a stream of its own; zeros for viewers who like nothing.
    func fill(likers: [Bool], seed: UInt64) {
        let reach = 0.5 / Float(factorCount)
        for (block, side) in [(users, 0), (features, 1)] {
            for row in 0..<block.rowCount where side == 1 || likers[row] {
                var random = SeededRandom(seed: seed, stream: UInt64(row) << 1 | UInt64(side))
                let target = block.pointer(toRow: row)
                for column in 0..<factorCount { target[column] = Float.random(in: -reach...reach, using: &random) }
            }
        }
    }

    /// Sums the films' rows anew.
    func refresh() async throws(TrainingError) {
        try await ofItems.multiply(features, adding: ones, into: items, options: options)
    }

    /// One step of AdaGrad down the slopes that `pairs` say, from the films' rows as of the last `refresh`.
    func step(_ pairs: [WeightedPair]) async throws(TrainingError) {
        let byUser = PairRows(pairs, byUser: true), byItem = PairRows(pairs, byUser: false)
        try await byUser.multiply(items, into: userSlopes, options: options)
        try await byItem.multiply(users, into: itemSlopes, options: options)
        try await move(users, userSquares, userSlopes, rows: byUser.rows, fixed: factorCount)
        try await ofFeatures.multiply(itemSlopes, into: featureSlopes, options: options)
        let all = (0..<Int32(features.rowCount)).map { $0 }
        try await move(features, featureSquares, featureSlopes, rows: all, fixed: factorCount + 1)
        for row in byItem.rows {
            itemSlopes.pointer(toRow: Int(row)).update(repeating: 0, count: itemSlopes.stride)
        }
    }

    /// Moves `rows`, but for the column `fixed`.
    private func move(
        _ values: DenseBlock, _ squares: DenseBlock, _ slopes: DenseBlock, rows: [Int32], fixed: Int
    ) async throws(TrainingError) {
        let (kernel, rate) = (options.instructionSet.kernel, Float(settings.learningRate))
        let decay = Float(settings.regularization)
        let chunks = RowChunks(rowCount: rows.count, size: 512)
        _ = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount, makeScratch: { () },
            throwing: TrainingError.trainingCancelled
        ) { (chunk: Int, _: inout Void) throws(TrainingError) -> Void in
            for place in chunks[chunk] {
                let row = Int(rows[place]), target = values.pointer(toRow: row)
                let slope = slopes.pointer(toRow: row)
                slope[fixed] = 0
                let kept = target[fixed]
                mq_adagrad_step(
                    kernel, rate, decay, slope, squares.pointer(toRow: row), target, Int64(values.stride))
                target[fixed] = kept
            }
        }
    }
}
