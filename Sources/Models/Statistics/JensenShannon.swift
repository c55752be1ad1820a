import Foundation

/// The Jensen–Shannon divergence of two distributions (Lin 1991), in bits: 0 when they are equal, 1 when they share no
/// class.
///
/// JSD(p, q) = H(m) − (H(p) + H(q)) / 2 with m = (p + q) / 2. It needs no smoothing of empty classes. SciPy's `jensenshannon`
/// is its square root.
public enum JensenShannon {
    /// 0…1; nil when one of the sides has counted nothing.
    public static func divergence(_ left: ClassCounts, _ right: ClassCounts) -> Double? {
        guard left.total > 0, right.total > 0 else { return nil }
        let (p, q) = left.aligned(with: right)
        let sum = zip(p.shares, q.shares).reduce(0) { sum, pair in
            let mean = (pair.0 + pair.1) / 2
            return sum + part(pair.0, mean) / 2 + part(pair.1, mean) / 2
        }
        return min(max(sum, 0), 1)
    }

    private static func part(_ share: Double, _ mean: Double) -> Double { share > 0 ? share * log2(share / mean) : 0 }
}
