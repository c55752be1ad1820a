/// A sparse matrix of weights, in compressed sparse rows: usually [users, items].
///
/// Row *r* holds entries `offsets[r]..<offsets[r + 1]` of `columns` and `weights`; columns ascend inside a row and
/// stand once.
public struct InteractionMatrix: Sendable, Equatable {
    /// How many rows it has, empty ones too.
    public let rowCount: Int
    /// How many columns it has, empty ones too.
    public let columnCount: Int
    /// [rows + 1]
    public let offsets: FrozenArray<Int64>
    /// [entries], each 0..<columnCount
    public let columns: FrozenArray<Int32>
    /// [entries]
    public let weights: FrozenArray<Float>

    /// How many entries it has.
    public var entryCount: Int { columns.count }

    /// Adopts arrays, or returns nil when they are not a matrix of this shape (see the type's description).
    /// - Complexity: O(rows + entries).
    public init?(
        rowCount: Int, columnCount: Int, offsets: FrozenArray<Int64>, columns: FrozenArray<Int32>,
        weights: FrozenArray<Float>
    ) {
        guard rowCount >= 0, columnCount >= 0, offsets.count == rowCount + 1, columns.count == weights.count,
            offsets[0] == 0, offsets[rowCount] == Int64(columns.count)
        else { return nil }
        let valid = offsets.withUnsafeBufferPointer { starts in
            columns.withUnsafeBufferPointer { columns in
                for row in 0..<rowCount {
                    guard starts[row] <= starts[row + 1], starts[row + 1] <= Int64(columns.count) else { return false }
                    var previous: Int32 = -1
                    for column in columns[Int(starts[row])..<Int(starts[row + 1])] {
                        guard column > previous else { return false }
                        previous = column
                    }
                    guard Int(previous) < columnCount else { return false }
                }
                return true
            }
        }
        guard valid else { return nil }
        self.init(
            uncheckedRowCount: rowCount, columnCount: columnCount, offsets: offsets, columns: columns, weights: weights)
    }

    private init(
        uncheckedRowCount rowCount: Int, columnCount: Int, offsets: FrozenArray<Int64>, columns: FrozenArray<Int32>,
        weights: FrozenArray<Float>
    ) {
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.offsets = offsets
        self.columns = columns
        self.weights = weights
    }

    /// From rows of (column, weight). Columns may come in any order; a column that stands twice keeps the last weight.
    ///
    /// - Precondition: every column is 0..<columnCount.
    public init(rows: [[(column: Int, weight: Float)]], columnCount: Int) {
        var offsets: [Int64] = [0]
        var columns: [Int32] = []
        var weights: [Float] = []
        for row in rows {
            var last: [Int: Float] = [:]
            for entry in row {
                precondition(entry.column >= 0 && entry.column < columnCount, "column out of range")
                last[entry.column] = entry.weight
            }
            for (column, weight) in last.sorted(by: { $0.key < $1.key }) {
                columns.append(Int32(column))
                weights.append(weight)
            }
            offsets.append(Int64(columns.count))
        }
        self.init(
            uncheckedRowCount: rows.count, columnCount: columnCount, offsets: FrozenArray(offsets),
            columns: FrozenArray(columns), weights: FrozenArray(weights))
    }

    /// A matrix without entries.
    public init(emptyWithRows rowCount: Int, columns columnCount: Int) {
        self.init(
            uncheckedRowCount: rowCount, columnCount: columnCount,
            offsets: FrozenArray([Int64](repeating: 0, count: rowCount + 1)), columns: FrozenArray([]),
            weights: FrozenArray([]))
    }

    /// The entry positions of `row`.
    @inlinable public func entries(ofRow row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }

    /// How many entries `row` has.
    public func entryCount(ofRow row: Int) -> Int { Int(offsets[row + 1] - offsets[row]) }

    /// The columns and weights of `row` as pointers, valid inside `body` only.
    @inlinable public func withRow<Result>(
        _ row: Int, _ body: (_ columns: UnsafeBufferPointer<Int32>, _ weights: UnsafeBufferPointer<Float>) -> Result
    ) -> Result {
        let range = entries(ofRow: row)
        return columns.withUnsafeBufferPointer { columns in
            weights.withUnsafeBufferPointer { weights in
                body(
                    UnsafeBufferPointer(rebasing: columns[range]), UnsafeBufferPointer(rebasing: weights[range]))
            }
        }
    }

    /// Whether `row` has an entry in `column`.
    /// - Complexity: O(log entries of the row).
    func contains(column: Int32, inRow row: Int) -> Bool {
        withRow(row) { columns, _ in
            var (low, high) = (0, columns.count)
            while low < high {
                let middle = (low + high) / 2
                if columns[middle] < column { low = middle + 1 } else { high = middle }
            }
            return low < columns.count && columns[low] == column
        }
    }

    /// The first `rowCount` rows.
    /// - Complexity: O(their entries), or O(1) for all rows.
    public func prefix(rows rowCount: Int) -> InteractionMatrix {
        precondition(rowCount >= 0 && rowCount <= self.rowCount, "more rows than there are")
        guard rowCount < self.rowCount else { return self }
        let entryCount = Int(offsets[rowCount])
        return InteractionMatrix(
            uncheckedRowCount: rowCount, columnCount: columnCount, offsets: FrozenArray(Array(offsets[...rowCount])),
            columns: FrozenArray(Array(columns[..<entryCount])), weights: FrozenArray(Array(weights[..<entryCount])))
    }

    /// The same entries with other weights, less those whose weight is not above 0.
    /// - Precondition: one weight for each entry.
    /// - Complexity: O(rows + entries).
    public func keepingPositive(_ weights: FrozenArray<Float>) -> InteractionMatrix {
        precondition(weights.count == entryCount, "one weight for each entry")
        var keptOffsets: [Int64] = [0]
        var keptColumns: [Int32] = []
        var keptWeights: [Float] = []
        for row in 0..<rowCount {
            for entry in entries(ofRow: row) where weights[entry] > 0 {
                keptColumns.append(columns[entry])
                keptWeights.append(weights[entry])
            }
            keptOffsets.append(Int64(keptColumns.count))
        }
        return InteractionMatrix(
            uncheckedRowCount: rowCount, columnCount: columnCount, offsets: FrozenArray(keptOffsets),
            columns: FrozenArray(keptColumns), weights: FrozenArray(keptWeights))
    }

    /// Rows become columns. A stable counting sort, so columns ascend again.
    /// - Complexity: O(rows + columns + entries).
    public func transposed() -> InteractionMatrix {
        var starts = [Int64](repeating: 0, count: columnCount + 1)
        for column in columns { starts[Int(column) + 1] += 1 }
        for column in 0..<columnCount { starts[column + 1] += starts[column] }
        var next = starts
        var rows = [Int32](repeating: 0, count: entryCount)
        let moved = FrozenArray<Float>(count: entryCount) { target in
            for row in 0..<rowCount {
                for entry in entries(ofRow: row) {
                    let column = Int(columns[entry])
                    let place = Int(next[column])
                    next[column] += 1
                    rows[place] = Int32(row)
                    target[place] = weights[entry]
                }
            }
        }
        return InteractionMatrix(
            uncheckedRowCount: columnCount, columnCount: rowCount, offsets: FrozenArray(starts),
            columns: FrozenArray(rows), weights: moved)
    }
}
