/// Some viewers of a list, by what they have in common.
public struct ViewerSegment: Sendable, Equatable {
    /// What viewers are told apart by.
    public enum Dimension: String, Sendable, Codable {
        /// How many films they met.
        case activity
        /// The genre that most of the films they liked have.
        case genre
    }

    /// What these viewers have in common.
    public var dimension: Dimension
    /// `20 to 99 films`, `Drama`.
    public var name: String
    /// Places in the list of viewers, ascending, at least one.
    public var viewers: [Int]

    public init(_ dimension: Dimension, _ name: String, viewers: [Int]) {
        self.dimension = dimension
        self.name = name
        self.viewers = viewers
    }

    /// The segments of the viewers in `rows`: by activity, light ones first, then by favourite genre, large ones first.
    ///
    /// - Parameters:
    ///   - rows: of `seen`.
    ///   - seen: [users, items]; weight > 0 is a like.
    ///   - features: nil where films have no genres: then by activity alone.
    /// - Complexity: O(entries of the rows · genres).
    public static func all(of rows: [Int], seen: InteractionMatrix, features: ItemFeatures?) -> [ViewerSegment] {
        var segments = activityBounds.map { ViewerSegment(.activity, $0.name, viewers: []) }
        var genres: [Int: [Int]] = [:]
        for (place, row) in rows.enumerated() {
            let count = seen.entryCount(ofRow: row)
            if let level = activityBounds.lastIndex(where: { count >= $0.from }) {
                segments[level].viewers.append(place)
            }
            if let genre = features?.favouriteGenre(of: row, in: seen) { genres[genre, default: []].append(place) }
        }
        let byGenre = genres.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { genre, viewers in
            ViewerSegment(
                .genre, features?.genres.id(of: GenreNumber(genre)).rawValue ?? "", viewers: viewers)
        }
        return segments.filter { !$0.viewers.isEmpty } + byGenre
    }

    private static let activityBounds = [
        (from: 0, name: "under 20 films"), (from: 20, name: "20 to 99 films"), (from: 100, name: "100 films or more"),
    ]
}

extension ItemFeatures {
    /// The genre that most of the row's liked films have, the first by name of equals; nil without one.
    fileprivate func favouriteGenre(of row: Int, in seen: InteractionMatrix) -> Int? {
        var counts = [Int](repeating: 0, count: genres.count)
        seen.withRow(row) { columns, weights in
            for (column, weight) in zip(columns, weights) where weight > 0 {
                for genre in counts.indices where genreFlags[Int(column) * genres.count + genre] != 0 {
                    counts[genre] += 1
                }
            }
        }
        guard let most = counts.max(), most > 0 else { return nil }
        return counts.firstIndex(of: most)
    }
}

/// What a figure is worth to the viewers of one segment, with one model and with the other.
public struct SegmentDifference: Sendable, Equatable, Codable {
    /// What these viewers have in common.
    public var dimension: ViewerSegment.Dimension
    /// What they are called: `20 to 99 films`, `Drama`.
    public var name: String
    /// How many they are.
    public var viewerCount: Int
    /// The mean with the one model.
    public var before: Double
    /// The mean with the other.
    public var after: Double
    /// After less before, viewer by viewer.
    public var difference: Estimate

    /// Worse by more than chance, for a figure of which more is better.
    public var isRegression: Bool { difference.high < 0 }

    /// Each segment's figures, with paired intervals.
    ///
    /// - Parameters:
    ///   - before: one value for each viewer that the segments are of, all finite.
    ///   - after: the same, with the other model.
    /// - Throws: when the task is cancelled.
    public static func of(
        _ segments: [ViewerSegment], before: [Double], after: [Double], bootstrap: Bootstrap = Bootstrap(),
        workerCount: Int
    ) async throws(CancellationError) -> [SegmentDifference] {
        precondition(before.count == after.count, "the same viewers before and after")
        var differences: [SegmentDifference] = []
        for segment in segments where !segment.viewers.isEmpty {
            let rows = segment.viewers.flatMap { [before[$0], after[$0], after[$0] - before[$0]] }
            let estimates = try await bootstrap.estimates(rows, columnCount: 3, workerCount: workerCount)
            differences.append(
                SegmentDifference(
                    dimension: segment.dimension, name: segment.name, viewerCount: segment.viewers.count,
                    before: estimates[0].mean, after: estimates[1].mean, difference: estimates[2]))
        }
        return differences
    }
}
