import Foundation

/// Whose likes a training set holds: how evenly genres, genders, age bands and quarters of activity are represented.
///
/// Of the trained viewers alone, since nobody else teaches. Shares are of what is known: viewers whose gender nobody
/// gave are in no gender's share. A film of several genres is shared evenly between them.
public struct ImbalanceReport: Sendable, Equatable, Codable {
    /// One group's parts of the whole, 0…1.
    public struct Group: Sendable, Equatable, Codable {
        /// `F`, `25–34`, `Drama`.
        public var name: String
        /// Of the viewers; by genre each viewer is shared out as the films are that they met.
        public var viewers: Double
        /// Of the pairs of a viewer and a film they met.
        public var interactions: Double
        /// Of the likes' weights, as training counts them: decayed and rebalanced.
        public var likes: Double
    }

    /// How even shares are.
    public struct Evenness: Sendable, Equatable, Codable {
        /// exp(entropy): so many groups of equal size are as uneven as these. 0 when there is none.
        public var effectiveGroups: Double
        /// The largest share by the smallest that is not empty; 1 when there is none.
        public var largestToSmallest: Double

        /// - Parameter shares: that sum to 1, or nothing but zeros.
        public init(_ shares: [Double]) {
            let used = shares.filter { $0 > 0 }
            guard let largest = used.max(), let smallest = used.min() else {
                effectiveGroups = 0
                largestToSmallest = 1
                return
            }
            effectiveGroups = exp(used.reduce(0) { $0 - $1 * log($1) })
            largestToSmallest = largest / smallest
        }
    }

    /// The groups of one kind, and how even they are.
    public struct Dimension: Sendable, Equatable, Codable {
        /// What tells the groups apart.
        public var dimension: GroupDimension
        /// Those that anybody or anything is in.
        public var groups: [Group]
        /// How even the shares of viewers are.
        public var viewers: Evenness
        /// How even the shares of films met are.
        public var interactions: Evenness
        /// How even the shares of likes are.
        public var likes: Evenness

        init(_ dimension: GroupDimension, names: [String], totals: GroupTotals) {
            self.dimension = dimension
            let viewers = GroupTotals.shares(totals.viewers)
            let interactions = GroupTotals.shares(totals.interactions)
            let likes = GroupTotals.shares(totals.likes)
            groups = names.indices.filter { viewers[$0] > 0 || interactions[$0] > 0 }.map {
                Group(name: names[$0], viewers: viewers[$0], interactions: interactions[$0], likes: likes[$0])
            }
            self.viewers = Evenness(viewers)
            self.interactions = Evenness(interactions)
            self.likes = Evenness(likes)
        }
    }

    /// One for each kind of group.
    public var dimensions: [Dimension]

    /// The groups of one kind; nil where it was not looked at.
    public subscript(dimension: GroupDimension) -> Dimension? { dimensions.first { $0.dimension == dimension } }

    /// - Parameter viewers: in any order; who is not described is in no group of gender or age.
    /// - Complexity: O(interactions · genres of a film).
    public init(_ set: TrainingSet, viewers: [Viewer]) {
        let described = Viewer.aligned(viewers, with: set.users)
        let counts = (0..<set.userCount).map { set.seen.entryCount(ofRow: $0) }
        dimensions = GroupDimension.allCases.map { dimension in
            let grouping = Grouping(
                by: dimension, movies: set.movies, viewers: described, interactionCounts: counts,
                trainedUserCount: set.trainedUserCount)
            return Dimension(dimension, names: grouping.names, totals: GroupTotals(set, grouping))
        }
    }
}

/// How much of a training set falls to each group.
struct GroupTotals {
    var viewers: [Double]
    var interactions: [Double]
    var likes: [Double]

    init(_ set: TrainingSet, _ grouping: Grouping) {
        let none = [Double](repeating: 0, count: grouping.names.count)
        viewers = none
        interactions = none
        likes = none
        for user in 0..<set.trainedUserCount {
            let met = set.seen.entryCount(ofRow: user)
            set.seen.withRow(user) { columns, _ in
                for item in columns {
                    Self.add(1, grouping.groups(user: user, item: Int(item)), to: &interactions)
                    Self.add(1 / Double(met), grouping.groups(user: user, item: Int(item)), to: &viewers)
                }
            }
            set.positives.withRow(user) { columns, weights in
                for (item, weight) in zip(columns, weights) {
                    Self.add(Double(weight), grouping.groups(user: user, item: Int(item)), to: &likes)
                }
            }
        }
    }

    private static func add(_ amount: Double, _ groups: [Int], to totals: inout [Double]) {
        for group in groups { totals[group] += amount / Double(groups.count) }
    }

    static func shares(_ totals: [Double]) -> [Double] {
        let whole = totals.reduce(0, +)
        return whole > 0 ? totals.map { $0 / whole } : totals
    }
}
