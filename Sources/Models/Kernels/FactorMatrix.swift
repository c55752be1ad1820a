import CKernels

/// A dense matrix of factors: one vector a row, [rows, factors].
package struct FactorMatrix: Sendable {
    package let rowCount: Int
    package let factorCount: Int
    /// How many floats a row takes: `factorCount`, or more while training; the rest is zero.
    package let stride: Int
    /// [rows × stride]
    package let values: FrozenArray<Float>

    /// - Precondition: the shapes agree.
    package init(_ values: FrozenArray<Float>, rowCount: Int, factorCount: Int, stride: Int? = nil) {
        let stride = stride ?? factorCount
        precondition(factorCount > 0 && stride >= factorCount, "a row must hold its factors")
        precondition(values.count == rowCount * stride, "factors and rows disagree")
        self.rowCount = rowCount
        self.factorCount = factorCount
        self.stride = stride
        self.values = values
    }

    /// What `buffer` holds now, without padding.
    /// - Precondition: nobody writes to it meanwhile.
    /// - Complexity: O(rows · factors).
    package init(copying buffer: FactorBuffer) {
        let (rows, count) = (buffer.rowCount, buffer.factorCount)
        let values = FrozenArray<Float>(count: rows * count) { target in
            for row in 0..<rows {
                let from = buffer.pointer(toRow: row)
                for factor in 0..<count { target[row * count + factor] = from[factor] }
            }
        }
        self.init(values, rowCount: rows, factorCount: count)
    }

    /// The same factors without padding.
    /// - Complexity: O(rows · factors), O(1) when there is no padding.
    package func compacted() -> FactorMatrix {
        guard stride != factorCount else { return self }
        let compact = FrozenArray<Float>(count: rowCount * factorCount) { target in
            for row in 0..<rowCount {
                for factor in 0..<factorCount { target[row * factorCount + factor] = values[row * stride + factor] }
            }
        }
        return FactorMatrix(compact, rowCount: rowCount, factorCount: factorCount)
    }

    /// Every row at length 1; zeros stay zeros.
    /// - Complexity: O(rows · factors).
    package func normalized() -> FactorMatrix {
        let scaled = FrozenArray<Float>(count: values.count) { target in
            values.withUnsafeBufferPointer { values in
                for row in 0..<rowCount {
                    let range = row * stride..<(row + 1) * stride
                    let square = range.reduce(0.0) { $0 + Double(values[$1]) * Double(values[$1]) }
                    let scale = square > 0 ? Float(1 / square.squareRoot()) : 0
                    for index in range { target[index] = values[index] * scale }
                }
            }
        }
        return FactorMatrix(scaled, rowCount: rowCount, factorCount: factorCount, stride: stride)
    }

    /// The vector of `row` as a pointer, valid inside `body` only.
    package func withRow<Result>(_ row: Int, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
        values.withUnsafeBufferPointer { values in
            body(UnsafeBufferPointer(rebasing: values[row * stride..<row * stride + factorCount]))
        }
    }
}

/// A factor matrix while it is being written, padded for the kernels.
///
/// `@unchecked Sendable` invariant: between its making and `freeze()`, each row is written by at most one task in a
/// parallel step, and nobody else reads that row meanwhile; between steps there is a wait; after `freeze()` nobody writes.
/// `HalfStep`, `FactorMatrix.random`, NMF's half-steps and the blocks of `DescentTrainer`, no two of which share a viewer
/// or a film while they are worked on, keep it.
package final class FactorBuffer: @unchecked Sendable {
    package let rowCount: Int
    package let factorCount: Int
    package let stride: Int
    private let values: UnsafeMutableBufferPointer<Float>

    /// All zero.
    package init(rowCount: Int, factorCount: Int) {
        self.rowCount = rowCount
        self.factorCount = factorCount
        stride = Int(mq_solve_padded(Int64(factorCount)))
        let bytes = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(1, rowCount * stride) * MemoryLayout<Float>.stride, alignment: 64)
        values = bytes.bindMemory(to: Float.self)
        values.initialize(repeating: 0)
    }

    /// Starts from the rows of `matrix`; with zeros where it has none.
    /// - Precondition: `matrix` is padded, or has no rows.
    package convenience init(copying matrix: FactorMatrix, rowCount: Int) {
        self.init(rowCount: rowCount, factorCount: matrix.factorCount)
        guard matrix.rowCount > 0 else { return }
        precondition(matrix.rowCount == rowCount && matrix.stride == stride, "a matrix of the same shape")
        matrix.values.withUnsafeBufferPointer { _ = values.update(fromContentsOf: $0) }
    }

    deinit { values.deallocate() }

    /// Where `row` begins; the whole matrix for row 0.
    package func pointer(toRow row: Int) -> UnsafeMutablePointer<Float> {
        guard let base = values.baseAddress else { preconditionFailure("a factor buffer always has memory") }
        return base + row * stride
    }

    /// The finished matrix, in the same memory.
    package consuming func freeze() -> FactorMatrix {
        let buffer = self
        let count = buffer.rowCount * buffer.stride
        let bytes = UnsafeRawBufferPointer(start: buffer.pointer(toRow: 0), count: count * MemoryLayout<Float>.stride)
        let storage = FrozenStorage(adopting: bytes) { _ in withExtendedLifetime(buffer) {} }
        return FactorMatrix(
            FrozenArray(storage: storage, byteOffset: 0, count: count), rowCount: buffer.rowCount,
            factorCount: buffer.factorCount, stride: buffer.stride)
    }
}
