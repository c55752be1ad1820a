/// How unevenly a model serves groups of viewers: the mean of the group served best less that of the one served worst.
///
/// 0 is even. Protected attributes are looked at here, where fairness is measured, and nowhere else.
public struct GroupGap: Sendable {
    /// Viewers without whom a group says nothing.
    public static let minimumViewers = 10

    /// [users] the group of each; nil where it is not known.
    private let groups: [GroupDimension: [Int?]]

    /// By gender, age band, and quarter of activity.
    /// - Parameter viewers: in any order; those who are not in `set` are left out.
    public init(_ set: TrainingSet, viewers: [Viewer]) {
        let described = Viewer.aligned(viewers, with: set.users)
        let met = (0..<set.userCount).map { set.seen.entryCount(ofRow: $0) }
        var groups: [GroupDimension: [Int?]] = [:]
        for dimension in [GroupDimension.gender, .age, .activity] {
            groups[dimension] = Grouping(
                by: dimension, movies: [], viewers: described, interactionCounts: met,
                trainedUserCount: set.trainedUserCount
            ).members.map(\.first)
        }
        self.groups = groups
    }

    public static var dimensions: [GroupDimension] { [.gender, .age, .activity] }

    /// - Parameters:
    ///   - users: user numbers.
    ///   - values: one for each.
    /// - Returns: nil unless two groups have enough viewers.
    /// - Complexity: O(users).
    public func gap(_ dimension: GroupDimension, users: [Int], values: [Double]) -> Double? {
        precondition(users.count == values.count, "one value for each viewer")
        guard let groups = groups[dimension] else { return nil }
        var sums: [Int: (sum: Double, count: Int)] = [:]
        for (user, value) in zip(users, values) {
            guard let group = groups[user] else { continue }
            sums[group, default: (0, 0)].sum += value
            sums[group, default: (0, 0)].count += 1
        }
        let means = sums.values.filter { $0.count >= Self.minimumViewers }.map { $0.sum / Double($0.count) }
        guard means.count >= 2, let best = means.max(), let worst = means.min() else { return nil }
        return best - worst
    }
}
