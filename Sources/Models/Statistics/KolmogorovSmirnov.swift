/// The two-sample Kolmogorov–Smirnov statistic: the largest distance between two empirical distribution functions, 0…1.
///
/// D = supₓ |F₁(x) − F₂(x)| (Smirnov 1939). It sees any difference of shape or place, and needs no classes.
public enum KolmogorovSmirnov {
    /// Nil when a sample is empty.
    ///
    /// - Precondition: every value is finite.
    /// - Complexity: O(n · log n).
    public static func statistic(_ left: [Double], _ right: [Double]) -> Double? {
        guard !left.isEmpty, !right.isEmpty else { return nil }
        let first = left.sorted()
        let second = right.sorted()
        var i = 0
        var j = 0
        var largest = 0.0
        while i < first.count, j < second.count {
            // Past every value equal to the smaller one, on both sides: between ties neither function has its value yet.
            let value = min(first[i], second[j])
            while i < first.count, first[i] == value { i += 1 }
            while j < second.count, second[j] == value { j += 1 }
            let distance = abs(Double(i) / Double(first.count) - Double(j) / Double(second.count))
            largest = max(largest, distance)
        }
        return largest
    }
}
