/// Viewers told apart by gender, age band, and quarter of activity: who is served how well, and how unevenly.
///
/// Protected attributes are looked at here, where fairness is measured, and nowhere else.
public struct ViewerGroups: Sendable {
    /// Viewers without whom a group says nothing.
    public static let minimumViewers = 10

    /// What viewers are told apart by.
    public static var dimensions: [GroupDimension] { [.gender, .age, .activity] }

    private let groupings: [GroupDimension: Grouping]

    /// - Parameter viewers: in any order; those who are not in `set` are left out.
    public init(_ set: TrainingSet, viewers: [Viewer]) {
        let described = Viewer.aligned(viewers, with: set.users)
        let met = (0..<set.userCount).map { set.seen.entryCount(ofRow: $0) }
        var groupings: [GroupDimension: Grouping] = [:]
        for dimension in Self.dimensions {
            groupings[dimension] = Grouping(
                by: dimension, movies: [], viewers: described, interactionCounts: met,
                trainedUserCount: set.trainedUserCount)
        }
        self.groupings = groupings
    }

    /// One group's viewers.
    public struct Group: Sendable, Equatable {
        /// What tells the groups apart.
        public var dimension: GroupDimension
        /// `F`, `25–34`, `least active quarter`.
        public var name: String
        /// Places in the list of users asked about, ascending.
        public var places: [Int]
    }

    /// The groups of `dimension` that have viewers enough.
    /// - Parameter users: user numbers.
    /// - Complexity: O(users).
    public func groups(_ dimension: GroupDimension, of users: [Int]) -> [Group] {
        guard let grouping = groupings[dimension] else { return [] }
        var groups = grouping.names.map { Group(dimension: dimension, name: $0, places: []) }
        for (place, user) in users.enumerated() {
            if let group = grouping.members[user].first { groups[group].places.append(place) }
        }
        return groups.filter { $0.places.count >= Self.minimumViewers }
    }

    /// The mean of the group served best less that of the one served worst; 0 is even.
    ///
    /// - Parameters:
    ///   - users: user numbers.
    ///   - values: one for each.
    /// - Returns: nil unless two groups have enough viewers.
    /// - Complexity: O(users).
    public func gap(_ dimension: GroupDimension, users: [Int], values: [Double]) -> Double? {
        precondition(users.count == values.count, "one value for each viewer")
        let means = groups(dimension, of: users).map { group in
            group.places.reduce(0) { $0 + values[$1] } / Double(group.places.count)
        }
        guard means.count >= 2, let best = means.max(), let worst = means.min() else { return nil }
        return best - worst
    }
}
