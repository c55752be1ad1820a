import CKernels

/// A dense matrix that steps of parallel work fill and read in turn: [rows, columns].
///
/// Rows are padded with zeros to a multiple of 16 floats, and zero rows stand behind the last to a multiple of 8: as
/// the kernels want it.
///
/// `@unchecked Sendable` invariant: within one parallel step each row is written by at most one task, and no task reads
/// a row that another one writes; between steps there is a wait.
package final class DenseBlock: @unchecked Sendable {
    package let rowCount: Int
    package let columnCount: Int
    /// Floats from one row to the next.
    package let stride: Int
    private let values: UnsafeMutablePointer<Float>

    /// All zero.
    package init(rowCount: Int, columnCount: Int, columnMultiple: Int = 16) {
        precondition(rowCount >= 0 && columnCount > 0 && columnMultiple % 16 == 0, "rows of whole vectors")
        self.rowCount = rowCount
        self.columnCount = columnCount
        stride = (columnCount + columnMultiple - 1) / columnMultiple * columnMultiple
        let size = max(8, (rowCount + 7) / 8 * 8) * stride
        values = UnsafeMutableRawPointer.allocate(byteCount: size * 4, alignment: 64)
            .bindMemory(to: Float.self, capacity: size)
        values.initialize(repeating: 0, count: size)
    }

    deinit { values.deallocate() }

    /// Where `row` begins; the whole matrix for row 0.
    package func pointer(toRow row: Int) -> UnsafeMutablePointer<Float> { values + row * stride }

    /// The first `count` columns without padding, copied.
    /// - Complexity: O(rows · count).
    package func matrix(columns count: Int? = nil) -> FactorMatrix {
        let count = count ?? columnCount
        let copy = FrozenArray<Float>(count: rowCount * count) { target in
            for row in 0..<rowCount {
                for column in 0..<count { target[row * count + column] = values[row * stride + column] }
            }
        }
        return FactorMatrix(copy, rowCount: rowCount, factorCount: count)
    }

    /// The same numbers in memory of their own.
    package func copied() -> DenseBlock {
        let copy = DenseBlock(rowCount: rowCount, columnCount: columnCount, columnMultiple: stride)
        copy.values.update(from: values, count: max(8, (rowCount + 7) / 8 * 8) * stride)
        return copy
    }
}

/// A sparse matrix that multiplies dense ones on every core.
package struct SparseOperator: Sendable {
    package let matrix: InteractionMatrix
    private let chunks: RowChunks

    /// - Parameter width: columns of the dense matrices it will meet, about.
    package init(_ matrix: InteractionMatrix, width: Int) {
        self.matrix = matrix
        // About 0.2 ms of work, so that a cancelled run ends soon and the last piece keeps nobody waiting.
        chunks = RowChunks(matrix, costOfRow: 2, targetCost: max(256, 2_000_000 / max(16, width)))
    }

    /// target = scale · (base + matrix · dense). Every row is summed by one worker in the order of its entries, so the
    /// bytes do not depend on how many there are.
    ///
    /// `base` may be `target`; `dense` may not.
    /// - Throws: `TrainingError` when the task is cancelled.
    /// - Complexity: O(entries · columns) over all workers.
    package func multiply(
        _ dense: DenseBlock, adding base: DenseBlock? = nil, scale: Float = 1, into target: DenseBlock,
        options: TrainingOptions
    ) async throws(TrainingError) {
        precondition(dense.rowCount == matrix.columnCount && target.rowCount == matrix.rowCount, "shapes of a product")
        precondition(dense.stride == target.stride && (base?.stride ?? target.stride) == target.stride, "one stride")
        precondition((base?.rowCount ?? target.rowCount) == target.rowCount && dense !== target, "what is added")
        let kernel = options.instructionSet.kernel
        let (matrix, chunks) = (matrix, chunks)
        _ = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount, makeScratch: { () },
            throwing: TrainingError.trainingCancelled
        ) { (chunk: Int, _: inout Void) throws(TrainingError) -> Void in
            matrix.withProduct { product in
                product.dense = UnsafePointer(dense.pointer(toRow: 0))
                product.base = base.map { UnsafePointer($0.pointer(toRow: 0)) }
                product.target = target.pointer(toRow: 0)
                product.width = Int64(target.stride)
                product.stride = Int64(target.stride)
                product.scale = scale
                mq_sparse_rows(kernel, &product, Int64(chunks[chunk].lowerBound), Int64(chunks[chunk].upperBound))
            }
        }
    }

    /// The plain twin of `multiply`, in double precision.
    package func multiplyReference(_ dense: [[Double]], adding base: [[Double]]? = nil, scale: Double = 1) -> [[Double]]
    {
        (0..<matrix.rowCount).map { row in
            var sums = base?[row] ?? [Double](repeating: 0, count: dense.first?.count ?? 0)
            for entry in matrix.entries(ofRow: row) {
                let source = dense[Int(matrix.columns[entry])]
                for column in sums.indices { sums[column] += Double(matrix.weights[entry]) * source[column] }
            }
            return sums.map { $0 * scale }
        }
    }
}

extension InteractionMatrix {
    /// The matrix as the kernels take it, valid inside `body` only; what it is multiplied by is left to fill in.
    fileprivate func withProduct(_ body: (inout mq_sparse_product) -> Void) {
        offsets.withUnsafeBufferPointer { offsets in
            columns.withUnsafeBufferPointer { columns in
                weights.withUnsafeBufferPointer { weights in
                    var product = mq_sparse_product()
                    product.offsets = offsets.baseAddress
                    product.columns = columns.baseAddress
                    product.weights = weights.baseAddress
                    body(&product)
                }
            }
        }
    }

    /// The same entries with other weights, whatever their sign.
    /// - Precondition: one weight for each entry.
    package func reweighted(_ weights: FrozenArray<Float>) -> InteractionMatrix {
        precondition(weights.count == entryCount, "one weight for each entry")
        guard
            let matrix = InteractionMatrix(
                rowCount: rowCount, columnCount: columnCount, offsets: offsets, columns: columns, weights: weights)
        else { preconditionFailure("offsets and columns of a matrix are those of a matrix") }
        return matrix
    }
}
