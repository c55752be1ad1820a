import Foundation

/// Weights under which what was liked is what one would choose from among other films: the conditional logit (McFadden
/// 1974, "Conditional logit analysis of qualitative choice behavior").
///
///     loss = Σ over likes  share · (ln(exp(w · z) + m · Σ over rivals exp(w · z′)) − w · z)  +  λ/2 · |w|²
///
/// with z the features of the liked film, z′ those of a rival, and m how many films each rival stands for. Convex in w;
/// Newton's method from 0 finds its one minimum.
enum ConditionalLogit {
    /// What one viewer chose, and from among what.
    struct Sample: Sendable {
        /// [likes, features], row-major.
        var likes: [Float]
        /// [rivals, features], row-major: each like is set against all of them.
        var rivals: [Float]
        /// How many films each rival stands for, > 0.
        var multiplicity: Double
        /// What each like counts.
        var share: Double
    }

    /// - Returns: [features]; zeros without samples.
    /// - Complexity: O(steps · ((likes + rivals) · features² + features³)).
    static func weights(
        _ samples: [Sample], featureCount: Int, regularization: Double, stepLimit: Int = 50
    ) -> [Double] {
        var weights = [Double](repeating: 0, count: featureCount)
        guard !samples.isEmpty else { return weights }
        var state = Derivatives(at: weights, samples, regularization)
        for _ in 0..<stepLimit {
            // The matrix is at least λ·I, so there is a solution.
            guard let step = LeastSquaresReference.solve(state.curvature, ridge: 0, state.gradient) else { break }
            var length = 1.0
            var next = moved(weights, by: step, length)
            var reached = Derivatives(at: next, samples, regularization)
            // Far from the minimum a full step may overshoot.
            while !(reached.loss <= state.loss), length > 1e-6 {
                length /= 2
                next = moved(weights, by: step, length)
                reached = Derivatives(at: next, samples, regularization)
            }
            guard reached.loss <= state.loss else { break }
            weights = next
            state = reached
            if step.allSatisfy({ abs($0) < 1e-9 }) { break }
        }
        return weights
    }

    private static func moved(_ weights: [Double], by step: [Double], _ length: Double) -> [Double] {
        zip(weights, step).map { $0 - length * $1 }
    }
}

/// The loss at one point, its gradient [features] and its second derivatives [features, features].
private struct Derivatives {
    private(set) var loss: Double
    private(set) var gradient: [Double]
    private(set) var curvature: [Double]
    private let weights: [Double]

    init(at weights: [Double], _ samples: [ConditionalLogit.Sample], _ regularization: Double) {
        let count = weights.count
        self.weights = weights
        loss = regularization / 2 * weights.reduce(0) { $0 + $1 * $1 }
        gradient = weights.map { regularization * $0 }
        curvature = [Double](repeating: 0, count: count * count)
        for feature in 0..<count { curvature[feature * count + feature] = regularization }
        for sample in samples { add(sample) }
    }

    private mutating func add(_ sample: ConditionalLogit.Sample) {
        let count = weights.count
        var among = ExponentialSums(featureCount: count)
        for rival in 0..<(sample.rivals.count / count) {
            among.add(sample.rivals[(rival * count)..<((rival + 1) * count)], weights, times: sample.multiplicity)
        }
        for like in 0..<(sample.likes.count / count) {
            let features = sample.likes[(like * count)..<((like + 1) * count)]
            var all = among
            let score = all.add(features, weights, times: 1)
            loss += sample.share * (log(all.sum) - score)
            for (i, feature) in features.enumerated() {
                let mean = all.first[i] / all.sum
                gradient[i] += sample.share * (mean - Double(feature))
                for j in 0..<count {
                    let product = all.second[i * count + j] / all.sum
                    curvature[i * count + j] += sample.share * (product - mean * all.first[j] / all.sum)
                }
            }
        }
    }
}

/// Σ exp(w·z), Σ exp(w·z)·z and Σ exp(w·z)·z·zᵀ.
private struct ExponentialSums {
    private(set) var sum = 0.0
    private(set) var first: [Double]
    private(set) var second: [Double]

    init(featureCount: Int) {
        first = [Double](repeating: 0, count: featureCount)
        second = [Double](repeating: 0, count: featureCount * featureCount)
    }

    /// - Returns: w·z.
    @discardableResult
    mutating func add(_ features: ArraySlice<Float>, _ weights: [Double], times scale: Double) -> Double {
        let score = zip(features, weights).reduce(0) { $0 + Double($1.0) * $1.1 }
        let share = scale * exp(score)
        sum += share
        for (i, left) in features.enumerated() {
            first[i] += share * Double(left)
            for (j, right) in features.enumerated() {
                second[i * weights.count + j] += share * Double(left) * Double(right)
            }
        }
        return score
    }
}
