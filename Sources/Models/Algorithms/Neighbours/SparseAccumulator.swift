/// Sums by column for one row of a sparse product: a dense array that is cleaned by what was touched, so that one
/// array serves all rows of a worker (the Gilbert–Moler–Schreiber accumulator).
struct SparseAccumulator {
    /// [columns] 0 where untouched.
    private var sums: [Double]
    /// [columns + 1] the columns whose sum is not 0, in the order met; the first `count`.
    private var touched: [Int32]
    private var count = 0

    init(columnCount: Int) {
        sums = Array(repeating: 0, count: columnCount)
        touched = Array(repeating: 0, count: columnCount + 1)
    }

    /// Adds `scale · weights` at `columns`.
    ///
    /// Every column is written down, and stays so when its sum was 0: a branch would be guessed wrong half the time.
    /// - Precondition: every weight and `scale` are > 0; columns are in range.
    mutating func add(
        _ scale: Double, _ columns: UnsafeBufferPointer<Int32>, _ weights: UnsafeBufferPointer<Float>
    ) {
        sums.withUnsafeMutableBufferPointer { sums in
            touched.withUnsafeMutableBufferPointer { touched in
                var count = count
                for (column, weight) in zip(columns, weights) {
                    let sum = sums[Int(column)]
                    touched[count] = column
                    count &+= sum == 0 ? 1 : 0
                    sums[Int(column)] = sum + scale * Double(weight)
                }
                self.count = count
            }
        }
    }

    /// Hands each column with its sum to `body`, in no particular order, and is clean again.
    mutating func drain(_ body: (Int, Double) -> Void) {
        for column in touched[..<count] {
            body(Int(column), sums[Int(column)])
            sums[Int(column)] = 0
        }
        count = 0
    }
}
