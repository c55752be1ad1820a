/// The matrix that makes a viewer's vector of their films' vectors: by least squares over the viewers trained with.
///
/// With m = Σ w · p / √Σ w over a viewer's likes and q their learned vector, it minimises Σ |q − W·m|² + λ · |W|².
struct HistoryMap: Sendable {
    /// [factors × factors], row-major: W.
    let weights: FrozenArray<Float>
    let factorCount: Int

    /// Viewers it is fitted to, at most: spread evenly.
    private static let limit = 20_000

    init(weights: FrozenArray<Float>, factorCount: Int) {
        precondition(weights.count == factorCount * factorCount, "a square matrix")
        self.weights = weights
        self.factorCount = factorCount
    }

    /// - Parameters:
    ///   - users, items: vectors in the first `factorCount` columns.
    /// - Complexity: O(viewers · factors² + factors³).
    init(_ positives: InteractionMatrix, users: FactorMatrix, items: FactorMatrix, factorCount: Int) {
        let side = factorCount
        var gram = [Double](repeating: 0, count: side * side), right = gram
        var mean = [Float](repeating: 0, count: side)
        for user in stride(from: 0, to: positives.rowCount, by: max(1, positives.rowCount / Self.limit)) {
            guard positives.withRow(user, { Self.mean(of: zip($0, $1), items, into: &mean) }) else { continue }
            users.withRow(user) { vector in
                for i in 0..<side {
                    let value = Double(mean[i])
                    for j in 0..<side {
                        gram[i * side + j] += value * Double(mean[j])
                        right[i * side + j] += value * Double(vector[j])
                    }
                }
            }
        }
        let trace = (0..<side).reduce(0) { $0 + gram[$1 * side + $1] }
        for i in 0..<side { gram[i * side + i] += 1e-3 * trace / Double(side) + 1e-12 }
        let inverse = TallBlocks.inverseFactor(of: gram, side: side)
        // G⁻¹ = T·Tᵀ, and Wᵀ = G⁻¹ · (Σ m·qᵀ).
        let half = Self.product(inverse, right, side, transposingLeft: true)
        let solved = Self.product(inverse, half, side, transposingLeft: false)
        weights = FrozenArray((0..<side * side).map { Float(solved[$0 % side * side + $0 / side]) })
        self.factorCount = side
    }

    private static func product(
        _ left: [Double], _ right: [Double], _ side: Int, transposingLeft: Bool
    ) -> [Double] {
        var product = [Double](repeating: 0, count: side * side)
        for i in 0..<side {
            for k in 0..<side {
                let weight = transposingLeft ? left[k * side + i] : left[i * side + k]
                guard weight != 0 else { continue }
                for j in 0..<side { product[i * side + j] += weight * right[k * side + j] }
            }
        }
        return product
    }

    /// Σ w · p / √Σ w over films that have a vector; false, and zeros, where none has.
    private static func mean(
        of likes: some Sequence<(Int32, Float)>, _ items: FactorMatrix, into mean: inout [Float]
    ) -> Bool {
        for factor in mean.indices { mean[factor] = 0 }
        var total: Float = 0
        for (item, weight) in likes {
            items.withRow(Int(item)) { row in
                guard row.contains(where: { $0 != 0 }) else { return }
                total += weight
                for factor in mean.indices { mean[factor] += weight * row[factor] }
            }
        }
        guard total > 0 else { return false }
        for factor in mean.indices { mean[factor] /= total.squareRoot() }
        return true
    }

    /// Replaces the first `factorCount` places of `vector` by W·m; false, and untouched, where no film has a vector.
    func apply(
        to history: [WeightedItem], items: FactorMatrix, scratch: inout RankingScratch, into vector: inout [Float]
    ) -> Bool {
        var mean: [Float] = []
        swap(&mean, &scratch.vector)
        defer { swap(&mean, &scratch.vector) }
        mean.removeAll(keepingCapacity: true)
        mean.append(contentsOf: repeatElement(0, count: factorCount))
        guard Self.mean(of: history.lazy.map { ($0.item.rawValue, $0.weight) }, items, into: &mean) else {
            return false
        }
        weights.withUnsafeBufferPointer { weights in
            for row in 0..<factorCount {
                var sum: Float = 0
                for column in 0..<factorCount { sum += weights[row * factorCount + column] * mean[column] }
                vector[row] = sum
            }
        }
        return true
    }
}
