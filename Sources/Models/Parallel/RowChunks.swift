/// Rows of a sparse matrix cut into runs of about equal work: pieces for `ParallelChunks`.
///
/// Depends on the matrix alone, not on who does the work.
public struct RowChunks: Sendable {
    /// [chunks + 1], ascending; chunk *c* is rows bounds[c]..<bounds[c + 1].
    private let bounds: [Int]

    /// How many chunks there are.
    public var count: Int { bounds.count - 1 }

    /// The rows of a chunk.
    public subscript(chunk: Int) -> Range<Int> { bounds[chunk]..<bounds[chunk + 1] }

    /// - Parameters:
    ///   - costOfRow: what a row costs besides its entries, counted in entries.
    ///   - targetCost: about how much work a chunk holds, counted in entries; a heavier row is a chunk of its own.
    /// - Complexity: O(rows).
    public init(_ matrix: InteractionMatrix, costOfRow: Int, targetCost: Int) {
        var bounds = [0]
        var cost = 0
        for row in 0..<matrix.rowCount {
            cost += matrix.entryCount(ofRow: row) + costOfRow
            if cost >= targetCost {
                bounds.append(row + 1)
                cost = 0
            }
        }
        if bounds[bounds.count - 1] < matrix.rowCount { bounds.append(matrix.rowCount) }
        self.bounds = bounds
    }

    /// Runs of `size` rows of a dense matrix, the last one shorter.
    public init(rowCount: Int, size: Int) {
        bounds = Array(stride(from: 0, to: rowCount, by: size)) + [rowCount]
    }
}
