public import Models

/// What a window of events looks like, as counts: what drift is measured on.
public struct EventTally: Sendable, Equatable, Codable {
    /// By the half star, 0.5 to 5.
    public var ratings: ClassCounts
    /// The genres of the films that were met, in thousandths of a film; skips are left out.
    public var genres: ClassCounts
    /// The genres of the films that were liked: ratings and watches that the model's rule calls positive.
    public var preferences: ClassCounts
    /// Days of viewers by how much the viewer did on that day.
    public var activity: ClassCounts
    /// Events by kind.
    public var kinds: ClassCounts
    public var viewers: Int
    public var films: Int
    public var likes: Int
    /// Events about films of which the catalogue knows nothing but the id.
    public var uncatalogued: Int

    public var uncataloguedShare: Double { events > 0 ? Double(uncatalogued) / Double(events) : 0 }

    public var events: Int { kinds.total }

    static let stars = (1...10).map { Double($0) / 2 }
    /// The least number of events of each class of `activity`.
    static let activitySteps = [1, 2, 5, 10, 20, 50, 100]

    static let ratingLabels = stars.map { PlainNumber.fixed($0, digits: 1) }
    static let activityLabels =
        zip(activitySteps, activitySteps.dropFirst()).map { least, next in
            next - least == 1 ? "\(least)" : "\(least)–\(next - 1)"
        } + ["\(activitySteps[activitySteps.count - 1])+"]

    /// Mean, spread and skew of the stars; nil without ratings.
    public var ratingMoments: Moments? {
        Moments(zip(Self.stars, ratings.counts).map { (value: $0, count: $1) })
    }

    static let nothing = EventTally(
        ratings: ClassCounts(labels: ratingLabels), genres: ClassCounts([:]), preferences: ClassCounts([:]),
        activity: ClassCounts(labels: activityLabels),
        kinds: ClassCounts(labels: InteractionKind.allCases.map(\.rawValue)), viewers: 0, films: 0, likes: 0,
        uncatalogued: 0)
}

/// Which events are counted. Sequence numbers are those of events that arrived; times of arrival are milliseconds since 1970.
public enum EventWindow: Sendable, Hashable {
    /// What a model was trained on: arrived up to `sequence`, imported and not newer than `dataEnd` (seconds since 1970).
    case trainedOn(sequence: Int64, dataEnd: Int64)
    /// What it does not know: arrived after `sequence` and not before `since`, or imported and newer than `dataEnd`.
    case newSince(sequence: Int64, dataEnd: Int64, since: Int64)
    /// Arrived at or after `from` and before `to`; nothing imported.
    case arrived(from: Int64, to: Int64)
    /// Everything imported, and what arrived before.
    case before(Int64)

    /// The conditions on imported and on arrived events, made of whole numbers alone.
    var conditions: (imported: String, arrived: String) {
        switch self {
        case .trainedOn(let sequence, let dataEnd): ("timestamp <= \(dataEnd)", "sequence <= \(sequence)")
        case .newSince(let sequence, let dataEnd, let since):
            ("timestamp > \(dataEnd)", "sequence > \(sequence) AND received_at >= \(since)")
        case .arrived(let from, let to): ("FALSE", "received_at >= \(from) AND received_at < \(to)")
        case .before(let time): ("TRUE", "received_at < \(time)")
        }
    }
}
