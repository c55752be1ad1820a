/// How a viewer without a row gets a vector: the least squares solution for their ratings against the films' factors,
///
///     min Σ (r − μ − b_i − b − p · q_i)² + |N| · penalty · (|p|² + b²),
///
/// the objective that descent lowers for a viewer's row while the films stay. For SVD++ what having rated the films says
/// is fixed, and taken off first.
struct RatingFolding: Sendable, Equatable {
    /// λ of one rating, > 0.
    let penalty: Float
    /// Whether the model has b_u and b_i.
    let hasBiases: Bool
    /// Whether p stays at 0 or above.
    let isNonNegative: Bool

    init(penalty: Double, hasBiases: Bool = true, isNonNegative: Bool = false) {
        // Without any penalty three ratings would not determine a hundred factors.
        self.penalty = max(Float(penalty), 1e-3)
        self.hasBiases = hasBiases
        self.isNonNegative = isNonNegative
    }

    /// Replaces `vector` by (p, b); by nothing for no ratings.
    /// - Complexity: O(ratings · factors² + factors³).
    func solve(
        _ ratings: [RatedItem], _ factors: RatingFactors, _ instructionSet: InstructionSet, scratch: inout [Float],
        into vector: inout [Float]
    ) {
        vector.removeAll(keepingCapacity: true)
        guard !ratings.isEmpty else { return }
        let count = factors.factorCount
        for rated in ratings { precondition(rated.item.index < factors.itemCount, "item out of range") }
        let said = implicitShare(ratings, factors)
        let ridge = penalty * Float(ratings.count)
        RatingEquations.with(hasBiases ? count + 1 : count, instructionSet, scratch: &scratch) { equations in
            for rated in ratings {
                factors.items.withRow(rated.item.index) { film in
                    var target = rated.rating
                    if hasBiases { target -= factors.mean + factors.itemBiases[rated.item.index] }
                    if let said { for factor in film.indices { target -= said[factor] * film[factor] } }
                    equations.add(film, target: target)
                }
            }
            if isNonNegative {
                equations.solveNonNegative(ridge: ridge, freeCount: hasBiases ? 1 : 0, into: &vector)
            } else {
                equations.solve(ridge: ridge, into: &vector)
            }
        }
        if !hasBiases { vector.append(0) }
        if let said { for factor in said.indices { vector[factor] += said[factor] } }
    }

    /// |N|^−½ Σ y over the films rated; nil for a model that has none.
    private func implicitShare(_ ratings: [RatedItem], _ factors: RatingFactors) -> [Float]? {
        guard let implicit = factors.implicit else { return nil }
        let scale = 1 / Float(ratings.count).squareRoot()
        var sum = [Float](repeating: 0, count: factors.factorCount)
        for rated in ratings {
            implicit.withRow(rated.item.index) { row in
                for factor in row.indices { sum[factor] += scale * row[factor] }
            }
        }
        return sum
    }
}
