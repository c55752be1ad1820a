import Foundation

/// How alike two rankings are, the first places counting most (Webber, Moffat and Zobel 2010).
public enum RankBiasedOverlap {
    /// RBO extrapolated from what is there of the two lists (their equation 32): 0 nothing in common, 1 the same list.
    ///
    /// The lists may differ in length. A reader goes on to the next place with probability `persistence`: with 0.9 the
    /// first ten places have 86 % of the weight.
    /// - Parameters:
    ///   - first: best first, nothing twice.
    ///   - second: the same.
    ///   - persistence: p, above 0 and below 1.
    /// - Returns: nil when both are empty; 0 when one is.
    /// - Complexity: O(length).
    public static func extrapolated<Element: Hashable>(
        _ first: [Element], _ second: [Element], persistence: Double = 0.9
    ) -> Double? {
        precondition(persistence > 0 && persistence < 1, "a reader may stop at any place")
        if first.isEmpty && second.isEmpty { return nil }
        if first.isEmpty || second.isEmpty { return 0 }
        let (short, long) = first.count <= second.count ? (first, second) : (second, first)
        let overlaps = overlapCounts(short, long)
        let atShort = Double(overlaps[short.count - 1])
        let atLong = Double(overlaps[long.count - 1])
        var sum = 0.0
        var weight = 1.0
        for depth in 1...long.count {
            weight *= persistence
            sum += Double(overlaps[depth - 1]) / Double(depth) * weight
            // Where the short list has ended, it is taken to go on agreeing as it did.
            if depth > short.count {
                sum += atShort * Double(depth - short.count) / Double(short.count * depth) * weight
            }
        }
        let rest = (atLong - atShort) / Double(long.count) + atShort / Double(short.count)
        return (1 - persistence) / persistence * sum + rest * weight
    }

    /// [length of the long list] how many elements the two share down to each depth.
    private static func overlapCounts<Element: Hashable>(_ short: [Element], _ long: [Element]) -> [Int] {
        var unmatched: Set<Element> = []
        var shared = 0
        return long.indices.map { place in
            for element in [long[place]] + (place < short.count ? [short[place]] : []) {
                // The second time an element comes, it is in both.
                if unmatched.remove(element) != nil { shared += 1 } else { unmatched.insert(element) }
            }
            return shared
        }
    }
}
