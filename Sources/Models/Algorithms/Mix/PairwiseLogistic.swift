import Foundation

/// Weights under which what was liked stands above what was not: logistic regression on differences, without an intercept.
///
///     loss = Σ over pairs  share · ln(1 + exp(−w · d)) + λ/2 · |w|²,   d = features of the liked − of the rival
///
/// Convex in w; Newton's method from 0 finds its one minimum.
enum PairwiseLogistic {
    /// - Parameters:
    ///   - differences: [pairs, features], row-major.
    ///   - shares: [pairs] what each pair counts.
    /// - Returns: [features]; zeros without pairs.
    /// - Complexity: O(steps · (pairs · features² + features³)).
    static func weights(
        differences: [Float], shares: [Float], featureCount: Int, regularization: Double, stepLimit: Int = 50
    ) -> [Double] {
        precondition(differences.count == shares.count * featureCount, "one row of features for each pair")
        var weights = [Double](repeating: 0, count: featureCount)
        guard !shares.isEmpty else { return weights }
        for _ in 0..<stepLimit {
            let (gradient, curvature) = derivatives(weights, differences, shares, regularization)
            // The matrix is at least λ·I, so there is a solution.
            guard let step = LeastSquaresReference.solve(curvature, ridge: 0, gradient) else { break }
            // Far from the minimum a full step may overshoot.
            let longest = step.reduce(0) { max($0, abs($1)) }
            let scale = min(1, 2 / max(longest, 1e-12))
            for feature in weights.indices { weights[feature] -= scale * step[feature] }
            if longest < 1e-9 { break }
        }
        return weights
    }

    private static func derivatives(
        _ weights: [Double], _ differences: [Float], _ shares: [Float], _ regularization: Double
    ) -> (gradient: [Double], curvature: [Double]) {
        let count = weights.count
        var gradient = weights.map { regularization * $0 }
        var curvature = [Double](repeating: 0, count: count * count)
        for feature in 0..<count { curvature[feature * count + feature] = regularization }
        for pair in shares.indices {
            let row = (0..<count).map { Double(differences[pair * count + $0]) }
            let margin = zip(weights, row).reduce(0) { $0 + $1.0 * $1.1 }
            let doubt = 1 / (1 + exp(margin))
            let share = Double(shares[pair])
            for i in 0..<count {
                gradient[i] -= share * doubt * row[i]
                for j in 0..<count { curvature[i * count + j] += share * doubt * (1 - doubt) * row[i] * row[j] }
            }
        }
        return (gradient, curvature)
    }
}
