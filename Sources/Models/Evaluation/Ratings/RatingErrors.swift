/// How far predictions were from the ratings that were given.
public struct RatingErrors: Sendable, Equatable, Codable {
    /// How many ratings were held against predictions.
    public private(set) var count = 0
    private var squares = 0.0
    private var absolutes = 0.0

    public init() {}

    /// Takes in one error, prediction less rating or the other way round.
    public mutating func add(_ error: Double) {
        count += 1
        squares += error * error
        absolutes += abs(error)
    }

    /// √(Σ e² / n); nil without ratings.
    public var rootMeanSquare: Double? { count > 0 ? (squares / Double(count)).squareRoot() : nil }

    /// Σ |e| / n; nil without ratings.
    public var meanAbsolute: Double? { count > 0 ? absolutes / Double(count) : nil }
}

/// The errors of one model on one fold: of all that is held out, and of groups of viewers.
public struct RatingEvaluation: Sendable {
    /// Of all ratings held out.
    public private(set) var total = RatingErrors()
    /// By "dimension: group", such as "gender: F".
    public private(set) var groups: [String: RatingErrors] = [:]

    /// Asks `model`, trained on the fold's training part, for every rating held out.
    ///
    /// Groups are gender, age band and quarter of activity (films rated in the training part), and whether anything of
    /// the viewer was trained on at all ("viewer: warm", "viewer: cold").
    /// - Complexity: O(held out) predictions.
    public init(_ model: any PredictsRatings, on fold: RatingFold, viewers: [Viewer]) {
        let labels = Self.labels(fold, viewers: viewers)
        var query = Query(eligible: ItemMask(count: fold.train.itemCount))
        var scratch = RankingScratch()
        for user in 0..<fold.heldOut.rowCount where fold.heldOut.entryCount(ofRow: user) > 0 {
            query.subject = user < fold.train.trainedUserCount ? .known(UserNumber(user)) : .unknown
            for entry in fold.heldOut.entries(ofRow: user) {
                let item = ItemNumber(rawValue: fold.heldOut.columns[entry])
                let predicted = model.predictRating(of: item, query: query, scratch: &scratch)
                let error = Double(predicted) - Double(fold.heldOut.weights[entry])
                total.add(error)
                for label in labels[user] { groups[label, default: RatingErrors()].add(error) }
            }
        }
    }

    /// [users] the groups of each.
    private static func labels(_ fold: RatingFold, viewers: [Viewer]) -> [[String]] {
        let described = Viewer.aligned(viewers, with: fold.train.users)
        let rated = (0..<fold.train.userCount).map { fold.train.ratings.entryCount(ofRow: $0) }
        var labels = rated.map { [$0 > 0 ? "viewer: warm" : "viewer: cold"] }
        for dimension in [GroupDimension.gender, .age, .activity] {
            let grouping = Grouping(
                by: dimension, movies: [], viewers: described, interactionCounts: rated,
                trainedUserCount: fold.train.trainedUserCount)
            for (user, groups) in grouping.members.enumerated() {
                labels[user] += groups.map { "\(dimension.rawValue): \(grouping.names[$0])" }
            }
        }
        return labels
    }
}
