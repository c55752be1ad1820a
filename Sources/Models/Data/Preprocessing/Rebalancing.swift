/// Weights that let groups count evenly, within bounds.
public struct Rebalancing: Sendable, Equatable, Codable {
    /// The groups that are to count evenly.
    public var dimension: GroupDimension
    /// No like counts for less than this before the mean is put back to 1.
    public var smallest: Double
    /// No like counts for more than this before the mean is put back to 1.
    public var largest: Double

    public init(by dimension: GroupDimension, smallest: Double = 0.25, largest: Double = 4) {
        self.dimension = dimension
        self.smallest = smallest
        self.largest = largest
    }

    var isSound: Bool {
        smallest.isFinite && largest.isFinite && smallest > 0 && smallest <= 1 && largest >= 1
    }

    /// What each like's weight is multiplied by: (total / groups) / its group's total, kept within the bounds; a like
    /// in several groups (a film of several genres) is shared evenly between them and takes the mean of theirs. Likes
    /// in no group keep 1. At last all are scaled so that the weighted mean is 1: the total stays what it was.
    ///
    /// - Parameter weights: of the likes, aligned with `groups`.
    /// - Parameter groups: of each like.
    /// - Complexity: O(likes · groups of one).
    func factors(weights: [Float], groups: [[Int]], groupCount: Int) -> [Float] {
        let byGroup = groupFactors(weights: weights, groups: groups, groupCount: groupCount)
        let factors = groups.map { groups in
            groups.isEmpty ? 1 : groups.reduce(0) { $0 + byGroup[$1] } / Double(groups.count)
        }
        var before = 0.0
        var after = 0.0
        for (weight, factor) in zip(weights, factors) {
            before += Double(weight)
            after += Double(weight) * factor
        }
        guard after > 0 else { return [Float](repeating: 1, count: weights.count) }
        return factors.map { Float($0 * before / after) }
    }

    private func groupFactors(weights: [Float], groups: [[Int]], groupCount: Int) -> [Double] {
        var totals = [Double](repeating: 0, count: groupCount)
        for (weight, groups) in zip(weights, groups) {
            for group in groups { totals[group] += Double(weight) / Double(groups.count) }
        }
        let used = totals.count { $0 > 0 }
        let even = totals.reduce(0, +) / Double(max(1, used))
        return totals.map { $0 > 0 ? min(max(even / $0, smallest), largest) : 1 }
    }
}
