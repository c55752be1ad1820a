import Foundation

/// Mean, spread and skew of numbers.
public struct Moments: Sendable, Equatable, Codable {
    /// How many values there were.
    public var count: Int
    /// Of the values so far; 0 without any.
    public var mean: Double
    /// Of the population: divided by n.
    public var standardDeviation: Double
    /// The third standardised moment, m₃ / m₂^1.5 (Fisher and Pearson): 0 for a symmetric distribution, below 0 when the
    /// long tail is on the left, as of ratings. Nil when all values are equal.
    public var skewness: Double?

    /// Nil when there are no values.
    /// - Parameter weighted: values with how often each occurs.
    public init?(_ weighted: some Collection<(value: Double, count: Int)>) {
        let count = weighted.reduce(0) { $0 + $1.count }
        guard count > 0 else { return nil }
        let total = Double(count)
        let mean = weighted.reduce(0) { $0 + $1.value * Double($1.count) } / total
        func moment(_ power: Double) -> Double {
            weighted.reduce(0) { $0 + pow($1.value - mean, power) * Double($1.count) } / total
        }
        let variance = moment(2)
        self.count = count
        self.mean = mean
        standardDeviation = variance.squareRoot()
        skewness = variance > 0 ? moment(3) / pow(variance, 1.5) : nil
    }

    public init?(_ values: [Double]) { self.init(values.map { (value: $0, count: 1) }) }
}

/// Percentiles of a sample.
public struct Percentiles: Sendable, Equatable, Codable {
    /// The median.
    public var p50: Double
    /// The 95th percentile.
    public var p95: Double
    /// The 99th percentile.
    public var p99: Double

    /// Nil when there are no values. Interpolated between neighbours (R's type 7, NumPy's default).
    public init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        p50 = Bootstrap.quantile(0.5, ofSorted: sorted)
        p95 = Bootstrap.quantile(0.95, ofSorted: sorted)
        p99 = Bootstrap.quantile(0.99, ofSorted: sorted)
    }
}
