/// The eigenvalues and eigenvectors of a small symmetric matrix, in double precision.
///
/// Householder reflections bring it to three diagonals; the implicit QL algorithm with Wilkinson's shift takes the outer
/// two away (Golub and Van Loan, "Matrix Computations", sections 8.3 and 8.5; the iteration as in Bowdler, Martin, Reinsch
/// and Wilkinson 1968).
package struct SymmetricEigen: Sendable {
    /// Descending.
    package let values: [Double]
    /// [side × side]: row k is the eigenvector of values[k], of length 1.
    package let vectors: [Double]
    package let side: Int

    /// - Parameter matrix: [side × side], symmetric; only entries on and right of the diagonal are read.
    /// - Throws: `TrainingError` where the iteration finds no end, as with entries that are not finite.
    /// - Complexity: O(side³), on one core.
    package init(_ matrix: [Double], side: Int) throws(TrainingError) {
        precondition(side >= 1 && matrix.count == side * side, "a square matrix")
        var work = Tridiagonal(matrix, side: side)
        guard work.diagonalise() else {
            throw TrainingError(.diverged, "the eigenvalues of a \(side) × \(side) matrix cannot be found")
        }
        work.turnBack()
        let order = (0..<side).sorted {
            work.diagonal[$0] != work.diagonal[$1] ? work.diagonal[$0] > work.diagonal[$1] : $0 < $1
        }
        values = order.map { work.diagonal[$0] }
        vectors = order.flatMap { work.vectors[($0 * side)..<(($0 + 1) * side)] }
        self.side = side
    }
}

/// A = H·T·Hᵀ with T of three diagonals and H a product of reflections.
private struct Tridiagonal {
    let side: Int
    /// The diagonal, in the end the eigenvalues.
    var diagonal: [Double]
    /// offDiagonal[i] stands between i and i + 1; the last is 0.
    var offDiagonal: [Double]
    /// Rows become the eigenvectors of T, then of A.
    var vectors: [Double]
    /// Row k is the vector of reflection k, 0 up to k; I − 2·v·vᵀ.
    private var reflections: [Double]

    init(_ matrix: [Double], side: Int) {
        self.side = side
        diagonal = [Double](repeating: 0, count: side)
        offDiagonal = diagonal
        vectors = [Double](repeating: 0, count: side * side)
        reflections = vectors
        for row in 0..<side { vectors[row * side + row] = 1 }
        var work = matrix
        for row in 0..<side {
            for column in 0..<row { work[row * side + column] = work[column * side + row] }
        }
        var product = diagonal
        for step in 0..<max(0, side - 2) { reflect(&work, step, &product) }
        for row in 0..<side {
            diagonal[row] = work[row * side + row]
            if row + 1 < side { offDiagonal[row] = work[row * side + row + 1] }
        }
    }

    /// Zeroes row and column `step` beyond the second diagonal.
    private mutating func reflect(_ work: inout [Double], _ step: Int, _ product: inout [Double]) {
        let side = side, first = step + 1
        work.withUnsafeMutableBufferPointer { work in
            reflections.withUnsafeMutableBufferPointer { reflections in
                product.withUnsafeMutableBufferPointer { product in
                    let vector = reflections.baseAddress! + step * side
                    let row = work.baseAddress! + step * side
                    var square = 0.0
                    for j in first..<side { square += row[j] * row[j] }
                    let head = row[first]
                    let target = head > 0 ? -square.squareRoot() : square.squareRoot()
                    let length = square - head * head + (head - target) * (head - target)
                    guard square > 0, length > 0 else { return }
                    let scale = 1 / length.squareRoot()
                    vector[first] = (head - target) * scale
                    for j in first + 1..<side { vector[j] = row[j] * scale }
                    // p = A·v and w = 2·(p − (p·v)·v), so that H·A·H = A − v·wᵀ − w·vᵀ.
                    var along = 0.0
                    for i in first..<side {
                        let line = work.baseAddress! + i * side
                        var sum = 0.0
                        for j in first..<side { sum += line[j] * vector[j] }
                        product[i] = sum
                        along += sum * vector[i]
                    }
                    for i in first..<side { product[i] = 2 * (product[i] - along * vector[i]) }
                    for i in first..<side {
                        let line = work.baseAddress! + i * side
                        let (v, w) = (vector[i], product[i])
                        for j in first..<side { line[j] -= v * product[j] + w * vector[j] }
                    }
                    row[first] = target
                    for j in first + 1..<side { row[j] = 0 }
                }
            }
        }
    }

    /// Turns T into its eigenvalues; false where 60 rounds for one of them are not enough.
    mutating func diagonalise() -> Bool {
        for first in 0..<side {
            var rounds = 0
            while true {
                let last = blockEnd(from: first)
                if last == first { break }
                rounds += 1
                if rounds > 60 { return false }
                chase(first, last)
            }
        }
        return diagonal.allSatisfy(\.isFinite)
    }

    /// The end of the block at `first` that no negligible entry cuts.
    private func blockEnd(from first: Int) -> Int {
        for row in first..<side - 1 {
            let scale = abs(diagonal[row]) + abs(diagonal[row + 1])
            if abs(offDiagonal[row]) <= .ulpOfOne * scale { return row }
        }
        return side - 1
    }

    /// One QL round: a shift near diagonal[first], then rotations from the block's end up.
    private mutating func chase(_ first: Int, _ last: Int) {
        let gap = (diagonal[first + 1] - diagonal[first]) / (2 * offDiagonal[first])
        let reach = (gap * gap + 1).squareRoot()
        var bulge = diagonal[last] - diagonal[first] + offDiagonal[first] / (gap + (gap < 0 ? -reach : reach))
        var (sine, cosine, drift) = (1.0, 1.0, 0.0)
        var row = last - 1
        while row >= first {
            let outer = sine * offDiagonal[row], inner = cosine * offDiagonal[row]
            let length = (outer * outer + bulge * bulge).squareRoot()
            offDiagonal[row + 1] = length
            if length == 0 {
                diagonal[row + 1] -= drift
                offDiagonal[last] = 0
                return
            }
            (sine, cosine) = (outer / length, bulge / length)
            bulge = diagonal[row + 1] - drift
            let turned = (diagonal[row] - bulge) * sine + 2 * cosine * inner
            drift = sine * turned
            diagonal[row + 1] = bulge + drift
            bulge = cosine * turned - inner
            rotate(row, sine, cosine)
            row -= 1
        }
        diagonal[first] -= drift
        offDiagonal[first] = bulge
        offDiagonal[last] = 0
    }

    private mutating func rotate(_ row: Int, _ sine: Double, _ cosine: Double) {
        let side = side
        vectors.withUnsafeMutableBufferPointer { vectors in
            let upper = vectors.baseAddress! + row * side, lower = upper + side
            for column in 0..<side {
                let (a, b) = (upper[column], lower[column])
                lower[column] = sine * a + cosine * b
                upper[column] = cosine * a - sine * b
            }
        }
    }

    /// From eigenvectors of T to those of A: the reflections, last one first.
    mutating func turnBack() {
        let side = side
        vectors.withUnsafeMutableBufferPointer { vectors in
            reflections.withUnsafeBufferPointer { reflections in
                for row in 0..<side {
                    let vector = vectors.baseAddress! + row * side
                    for step in stride(from: side - 3, through: 0, by: -1) {
                        let mirror = reflections.baseAddress! + step * side
                        var along = 0.0
                        for j in step + 1..<side { along += mirror[j] * vector[j] }
                        for j in step + 1..<side { vector[j] -= 2 * along * mirror[j] }
                    }
                }
            }
        }
    }
}
