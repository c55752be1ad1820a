/// Sums by column for one row of a sparse product: a dense array that is cleaned by what was touched, so that one
/// array serves all rows of a worker (the Gilbert–Moler–Schreiber accumulator).
struct SparseAccumulator {
    /// [columns] 0 where untouched.
    private var sums: [Double]
    /// The columns whose sum is not 0, in the order met.
    private var touched: [Int32] = []

    init(columnCount: Int) { sums = Array(repeating: 0, count: columnCount) }

    /// Adds `scale · weights` at `columns`.
    /// - Precondition: every weight and `scale` are > 0; columns are in range.
    mutating func add(
        _ scale: Double, _ columns: UnsafeBufferPointer<Int32>, _ weights: UnsafeBufferPointer<Float>
    ) {
        sums.withUnsafeMutableBufferPointer { sums in
            for (column, weight) in zip(columns, weights) {
                if sums[Int(column)] == 0 { touched.append(column) }
                sums[Int(column)] += scale * Double(weight)
            }
        }
    }

    /// Hands each column with its sum to `body`, in no particular order, and is clean again.
    mutating func drain(_ body: (Int, Double) -> Void) {
        for column in touched {
            body(Int(column), sums[Int(column)])
            sums[Int(column)] = 0
        }
        touched.removeAll(keepingCapacity: true)
    }
}
