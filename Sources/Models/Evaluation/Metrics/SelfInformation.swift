import Foundation

/// How surprising each film is: −log2 of the share of viewers who met it, in bits (Zhou et al. 2010, "Solving the
/// apparent diversity–accuracy dilemma"). A film everybody met has 0, one that a single viewer of 1,024 met has 10.
public struct SelfInformation: Sendable {
    /// [items] bits; 0 for a film nobody met, which no list carries.
    public let bits: [Double]

    /// - Parameter seen: [users, items], what each viewer met.
    /// - Complexity: O(entries).
    public init(_ seen: InteractionMatrix) {
        var counts = [Int](repeating: 0, count: seen.columnCount)
        for column in seen.columns { counts[Int(column)] += 1 }
        let viewers = Double((0..<seen.rowCount).count { seen.entryCount(ofRow: $0) > 0 })
        bits = counts.map { $0 > 0 ? log2(viewers / Double($0)) : 0 }
    }

    /// Novelty@k: the mean over the first k places (fewer in a shorter slate) of the films' self-information; 0 for an
    /// empty slate.
    public func novelty(of slate: some Collection<ScoredItem>, at cutoff: Int) -> Double {
        let first = slate.prefix(cutoff)
        guard !first.isEmpty else { return 0 }
        return first.reduce(0) { $0 + bits[$1.item.index] } / Double(first.count)
    }
}
