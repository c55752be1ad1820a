import CKernels

/// The normal equations of one viewer's ratings: Σ x·xᵀ and Σ t·x, summed and solved in a caller's scratch.
///
/// Vectors are padded to a multiple of 16 (`side`). Allocates nothing once the scratch has grown.
package struct RatingEquations {
    package let count: Int
    package let side: Int
    private let instructionSet: InstructionSet
    private let work: UnsafeMutablePointer<Float>
    private let matrix: UnsafeMutablePointer<Float>
    private let right: UnsafeMutablePointer<Float>
    private let rows: UnsafeMutablePointer<Float>
    private var waiting = 0

    /// Rows that are summed in one go.
    private static let batch = 32

    /// Calls `body` with empty equations of `count` unknowns in `scratch`.
    package static func with<Result>(
        _ count: Int, _ instructionSet: InstructionSet, scratch: inout [Float],
        _ body: (inout RatingEquations) -> Result
    ) -> Result {
        precondition(count > 0, "equations have unknowns")
        let side = Int(mq_solve_padded(Int64(count)))
        let kernelCount = Int(mq_solve_scratch_count(Int64(count)))
        let needed = kernelCount + side * side + side + batch * side
        if scratch.count < needed { scratch = Array(repeating: 0, count: needed) }
        return scratch.withUnsafeMutableBufferPointer { scratch in
            guard let base = scratch.baseAddress else { preconditionFailure("the scratch has room") }
            for place in kernelCount..<needed { base[place] = 0 }
            var equations = RatingEquations(
                count: count, side: side, instructionSet: instructionSet, work: base, matrix: base + kernelCount,
                right: base + kernelCount + side * side, rows: base + kernelCount + side * side + side)
            return body(&equations)
        }
    }

    private init(
        count: Int, side: Int, instructionSet: InstructionSet, work: UnsafeMutablePointer<Float>,
        matrix: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>, rows: UnsafeMutablePointer<Float>
    ) {
        self.count = count
        self.side = side
        self.instructionSet = instructionSet
        self.work = work
        self.matrix = matrix
        self.right = right
        self.rows = rows
    }

    /// Adds one rating: the film's `vector`, followed by 1 where there is room for it, and what is left to explain.
    /// - Precondition: the vector is `count` long, or one less.
    package mutating func add(_ vector: UnsafeBufferPointer<Float>, target: Float) {
        precondition(vector.count == count || vector.count == count - 1, "a vector of another length")
        let row = rows + waiting * side
        for place in vector.indices { row[place] = vector[place] }
        if vector.count < count { row[count - 1] = 1 }
        for place in 0..<count { right[place] += target * row[place] }
        waiting += 1
        if waiting == Self.batch { sumWaiting() }
    }

    private mutating func sumWaiting() {
        guard waiting > 0 else { return }
        mq_solve_gram(
            instructionSet.kernel, rows, Int64(waiting), Int64(side), Int64(count), matrix, work)
        for place in 0..<waiting * side { rows[place] = 0 }
        waiting = 0
    }

    /// Replaces `vector` by x of (Σ x·xᵀ + ridge·I) x = Σ t·x; by zeros when it has no solution.
    package mutating func solve(ridge: Float, into vector: inout [Float]) {
        sumWaiting()
        for place in count..<max(count, side) { matrix[place * side + place] = 1 }
        let isSolved = mq_solve_cholesky(instructionSet.kernel, matrix, ridge, right, Int64(count), work) == 0
        for place in 0..<count { vector.append(isSolved && right[place].isFinite ? right[place] : 0) }
    }

    /// The same with no x below 0, by coordinate descent; `freeCount` of the last unknowns may be.
    package mutating func solveNonNegative(ridge: Float, freeCount: Int, sweeps: Int = 50, into vector: inout [Float]) {
        sumWaiting()
        let first = vector.count
        for _ in 0..<count { vector.append(0) }
        for _ in 0..<sweeps {
            for place in 0..<count {
                var rest = right[place]
                for other in 0..<count where other != place {
                    rest -= matrix[min(place, other) * side + max(place, other)] * vector[first + other]
                }
                let value = rest / (matrix[place * side + place] + ridge)
                vector[first + place] = value.isFinite ? (place < count - freeCount ? max(0, value) : value) : 0
            }
        }
    }
}
