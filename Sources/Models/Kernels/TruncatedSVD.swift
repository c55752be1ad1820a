import CKernels

/// The largest singular values of a sparse matrix with their right singular vectors.
///
/// Randomised subspace iteration (Halko, Martinsson and Tropp 2011, "Finding Structure with Randomness", algorithms 4.4
/// and 5.1): a random subspace, a little larger than asked for, is multiplied by AᵀA again and again and made orthonormal
/// each time; what it then holds of A is decomposed exactly (Rayleigh and Ritz). Vectors whose singular values stand
/// close together converge slowly one by one; the space they span does sooner.
///
/// The bytes depend on matrix, settings, seed and instruction set, not on the number of workers.
package struct TruncatedSVD: Sendable {
    /// Descending; those below 3·10⁻⁵ of the largest are left out.
    package let values: [Double]
    /// [columns of the matrix, values]: right singular vectors, one a column.
    package let vectors: FactorMatrix

    /// - Parameters:
    ///   - count: how many are wanted, ≥ 1; no more than rows and columns come.
    ///   - iterations: multiplications by AᵀA, ≥ 1.
    /// - Throws: `TrainingError` when cancelled, or numbers are not finite.
    /// - Complexity: O(iterations · (entries · count + columns · count²) + count³).
    package static func compute(
        of matrix: InteractionMatrix, count: Int, iterations: Int, options: TrainingOptions
    ) async throws(TrainingError) -> TruncatedSVD {
        precondition(count >= 1 && iterations >= 1, "at least one value, at least one iteration")
        let limit = max(1, min(matrix.rowCount, matrix.columnCount))
        let search = SubspaceSearch(matrix, width: min(limit, count + max(16, count / 4)), options)
        try await search.begin()
        for _ in 0..<iterations { try await search.iterate() }
        return try await search.finish(count: min(count, limit))
    }
}

/// The subspace between iterations.
private final class SubspaceSearch {
    private let options: TrainingOptions
    private let forward: SparseOperator
    private let backward: SparseOperator
    /// Columns of the subspace that mean something.
    private let width: Int
    /// [columns of A, width], orthonormal or zero columns.
    private var basis: DenseBlock
    private var spare: DenseBlock
    /// [rows of A, width], A · basis.
    private let image: DenseBlock

    init(_ matrix: InteractionMatrix, width: Int, _ options: TrainingOptions) {
        self.options = options
        self.width = width
        forward = SparseOperator(matrix, width: width)
        backward = SparseOperator(matrix.transposed(), width: width)
        func block(_ rows: Int) -> DenseBlock {
            DenseBlock(rowCount: rows, columnCount: width, columnMultiple: TallBlocks.panel)
        }
        basis = block(matrix.columnCount)
        spare = block(matrix.columnCount)
        image = block(matrix.rowCount)
    }

    func begin() async throws(TrainingError) {
        for row in 0..<basis.rowCount {
            var random = SeededRandom(seed: options.seed, stream: UInt64(row))
            let target = basis.pointer(toRow: row)
            for column in 0..<width { target[column] = Float.random(in: -1...1, using: &random) }
        }
        try await orthonormalise()
    }

    func iterate() async throws(TrainingError) {
        try await forward.multiply(basis, into: image, options: options)
        try await backward.multiply(image, into: spare, options: options)
        swap(&basis, &spare)
        try await orthonormalise()
    }

    /// Twice by Cholesky's factor of the Gram matrix, the second time for what rounding left.
    private func orthonormalise() async throws(TrainingError) {
        for _ in 0..<2 {
            let gram = try await TallBlocks.gram(of: basis, options: options)
            let inverse = TallBlocks.inverseFactor(of: gram, side: basis.stride)
            try await TallBlocks.multiply(basis, by: inverse, into: spare, options: options)
            swap(&basis, &spare)
        }
    }

    /// The decomposition of A inside the subspace.
    func finish(count: Int) async throws(TrainingError) -> TruncatedSVD {
        try await forward.multiply(basis, into: image, options: options)
        let gram = try await TallBlocks.gram(of: image, options: options)
        let eigen = try SymmetricEigen(gram, side: image.stride)
        let largest = eigen.values[0]
        guard largest > 0 else { throw TrainingError(.emptyData, "a matrix of zeros has no singular vectors") }
        let kept = eigen.values.prefix(count).prefix { $0 > 1e-9 * largest }
        let side = image.stride
        var turn = [Double](repeating: 0, count: side * side)
        for column in kept.indices {
            for row in 0..<side { turn[row * side + column] = eigen.vectors[column * side + row] }
        }
        try await TallBlocks.multiply(basis, by: turn, into: spare, options: options)
        return TruncatedSVD(values: kept.map { $0.squareRoot() }, vectors: spare.matrix(columns: kept.count))
    }
}

/// Products of matrices of many rows and few columns.
enum TallBlocks {
    /// Floats of a panel of `mq_dense_add_product`.
    static let panel = Int(MQ_DENSE_PANEL)

    /// At most 16 pieces, each of whole groups of 8 rows: what they are depends on the row count alone.
    private static func chunks(_ rowCount: Int) -> RowChunks {
        RowChunks(rowCount: rowCount, size: max(256, (rowCount + 127) / 128 * 8))
    }

    /// blockᵀ · block, [stride × stride], right of the diagonal and on it.
    static func gram(of block: DenseBlock, options: TrainingOptions) async throws(TrainingError) -> [Double] {
        let side = block.stride, chunks = chunks(block.rowCount)
        let kernel = options.instructionSet.kernel
        let parts = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount, makeScratch: { () },
            throwing: TrainingError.trainingCancelled
        ) { (chunk: Int, _: inout Void) throws(TrainingError) -> [Double] in
            var sums = [Double](repeating: 0, count: side * side)
            mq_tall_gram(
                kernel, block.pointer(toRow: chunks[chunk].lowerBound), Int64(chunks[chunk].count), Int64(side),
                Int64(side), &sums)
            return sums
        }
        var total = [Double](repeating: 0, count: side * side)
        for part in parts {
            for place in total.indices { total[place] += part[place] }
        }
        return total
    }

    /// target = block · right, with right [stride × stride].
    static func multiply(
        _ block: DenseBlock, by right: [Double], into target: DenseBlock, options: TrainingOptions
    ) async throws(TrainingError) {
        let side = block.stride, chunks = chunks(block.rowCount)
        precondition(right.count == side * side && target.stride == side, "a square factor of the block's width")
        var panels = [Float](repeating: 0, count: side * side)
        for row in 0..<side {
            for column in 0..<side {
                panels[(column / panel * side + row) * panel + column % panel] = Float(right[row * side + column])
            }
        }
        let (kernel, shared) = (options.instructionSet.kernel, panels)
        _ = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount, makeScratch: { () },
            throwing: TrainingError.trainingCancelled
        ) { (chunk: Int, _: inout Void) throws(TrainingError) -> Void in
            let rows = chunks[chunk], padded = (rows.count + 7) / 8 * 8
            let output = target.pointer(toRow: rows.lowerBound)
            output.update(repeating: 0, count: padded * side)
            mq_dense_add_product(
                kernel, output, Int64(side), block.pointer(toRow: rows.lowerBound), Int64(side), shared, Int64(padded),
                Int64(side), Int64(side))
        }
    }

    /// T with block · T orthonormal, for the Gram matrix UᵀU: the inverse of the upper triangular U.
    ///
    /// A column that says nothing the ones before it do not becomes zero.
    static func inverseFactor(of gram: [Double], side: Int) -> [Double] {
        var factor = gram, inverse = [Double](repeating: 0, count: side * side)
        factor.withUnsafeMutableBufferPointer { factor in
            inverse.withUnsafeMutableBufferPointer { inverse in
                guard let upper = factor.baseAddress, let target = inverse.baseAddress else { return }
                let scales = (0..<side).map { upper[$0 * side + $0] }
                for k in 0..<side { eliminate(k, upper, side, negligible: 1e-11 * scales[k]) }
                for row in stride(from: side - 1, through: 0, by: -1) where upper[row * side + row] > 0 {
                    invert(row, upper, into: target, side)
                }
            }
        }
        return inverse
    }

    /// Row k of Cholesky's factor; zero when its pivot is negligible.
    private static func eliminate(_ k: Int, _ upper: UnsafeMutablePointer<Double>, _ side: Int, negligible: Double) {
        let row = upper + k * side
        guard row[k] > negligible else { return row.update(repeating: 0, count: side) }
        let scale = 1 / row[k].squareRoot()
        for j in k..<side { row[j] *= scale }
        for i in k + 1..<max(side, k + 1) where row[i] != 0 {
            let (target, weight) = (upper + i * side, row[i])
            for j in i..<side { target[j] -= weight * row[j] }
        }
    }

    private static func invert(
        _ row: Int, _ upper: UnsafeMutablePointer<Double>, into inverse: UnsafeMutablePointer<Double>, _ side: Int
    ) {
        let (source, target) = (upper + row * side, inverse + row * side)
        for k in row + 1..<max(side, row + 1) where source[k] != 0 {
            let (below, weight) = (inverse + k * side, source[k])
            for j in k..<side { target[j] -= weight * below[j] }
        }
        for j in row + 1..<max(side, row + 1) { target[j] /= source[row] }
        target[row] = 1 / source[row]
    }
}
