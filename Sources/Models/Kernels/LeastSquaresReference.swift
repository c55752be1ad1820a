/// What the solving kernels compute, as plain loops in double precision: the twin that tests compare them with.
package enum LeastSquaresReference {
    /// YᵀY, [factors, factors].
    package static func gram(_ factors: FactorMatrix) -> [Double] {
        let count = factors.factorCount
        var sum = [Double](repeating: 0, count: count * count)
        for row in 0..<factors.rowCount {
            factors.withRow(row) { vector in addOuterProduct(of: vector, times: 1, to: &sum) }
        }
        return sum
    }

    /// A = YᵀY + Σ α·w·y·yᵀ [factors, factors] and b = Σ (1 + α·w)·y [factors], over the entries (column, weight).
    package static func normalEquations(
        _ entries: [(column: Int, weight: Float)], fixed: FactorMatrix, alpha: Double
    ) -> (matrix: [Double], right: [Double]) {
        var matrix = gram(fixed)
        var right = [Double](repeating: 0, count: fixed.factorCount)
        for entry in entries {
            fixed.withRow(entry.column) { vector in
                addOuterProduct(of: vector, times: alpha * Double(entry.weight), to: &matrix)
                for factor in vector.indices {
                    right[factor] += (1 + alpha * Double(entry.weight)) * Double(vector[factor])
                }
            }
        }
        return (matrix, right)
    }

    /// The x of (matrix + ridge·I) x = right, by Cholesky; nil when that matrix is not positive definite.
    package static func solve(_ matrix: [Double], ridge: Double, _ right: [Double]) -> [Double]? {
        let count = right.count
        var lower = [Double](repeating: 0, count: count * count)
        for row in 0..<count {
            for column in 0...row {
                var value = matrix[row * count + column] + (row == column ? ridge : 0)
                for k in 0..<column { value -= lower[row * count + k] * lower[column * count + k] }
                if row == column {
                    guard value > 0 else { return nil }
                    lower[row * count + column] = value.squareRoot()
                } else {
                    lower[row * count + column] = value / lower[column * count + column]
                }
            }
        }
        var solution = right
        for row in 0..<count {
            for k in 0..<row { solution[row] -= lower[row * count + k] * solution[k] }
            solution[row] /= lower[row * count + row]
        }
        for row in (0..<count).reversed() {
            for k in row + 1..<max(row + 1, count) { solution[row] -= lower[k * count + row] * solution[k] }
            solution[row] /= lower[row * count + row]
        }
        return solution
    }

    private static func addOuterProduct(
        of vector: UnsafeBufferPointer<Float>, times scale: Double, to matrix: inout [Double]
    ) {
        for row in vector.indices {
            for column in vector.indices {
                matrix[row * vector.count + column] += scale * Double(vector[row]) * Double(vector[column])
            }
        }
    }
}
