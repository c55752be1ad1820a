import Foundation
import Models
import Ops

/// A data snapshot for a person.
struct SnapshotText {
    private let snapshot: DataSnapshot

    init(_ snapshot: DataSnapshot) { self.snapshot = snapshot }

    /// One line of a list.
    var line: String {
        let counts = snapshot.counts
        return "\(Terminal.bold(snapshot.shortHash))  \(Self.day(snapshot.createdAt))  \(counts.positives) likes of "
            + "\(counts.trainedUsers) viewers, \(counts.items) films  \(Terminal.dim(settings))"
    }

    /// Everything.
    var page: String {
        let counts = snapshot.counts
        let lines = [
            Terminal.bold(snapshot.hash),
            "made \(Self.day(snapshot.createdAt)), of events up to \(Self.day(snapshot.newestEvent))",
            "\(counts.importedEvents) imported events, \(counts.arrivedEvents) that arrived up to number "
                + "\(snapshot.lastEventSequence)"
                + (counts.damagedRows > 0 ? ", \(counts.damagedRows) damaged rows left out" : ""),
            "\(counts.positives) likes among \(counts.interactions) pairs of \(counts.users) viewers "
                + "(\(counts.trainedUsers) trained on) and \(counts.items) films",
            "settings: \(settings)",
        ]
        return (lines + snapshot.imbalance.dimensions.filter { !$0.groups.isEmpty }.flatMap(Self.lines))
            .joined(separator: "\n")
    }

    private var settings: String {
        let settings = snapshot.settings
        var parts = [
            "likes from \(settings.positives.minimumRating) stars",
            "at least \(settings.minimumUserInteractions) films a viewer and "
                + "\(settings.minimumItemInteractions) viewers a film",
        ]
        if case .days(let days) = settings.window {
            let start = snapshot.windowStart.map { " (from \(Self.day($0)))" } ?? ""
            parts.append("the last \(days) days\(start)")
        }
        if let cap = settings.maximumDailyPerItem { parts.append("\(cap) viewers a day and film") }
        if let cap = settings.maximumPerUser { parts.append("\(cap) films a viewer") }
        if let days = settings.halfLifeDays { parts.append("half-life \(days) days") }
        if let rebalancing = settings.rebalancing {
            parts.append(
                "even by \(rebalancing.dimension.rawValue), within \(rebalancing.smallest)…\(rebalancing.largest)")
        }
        return parts.joined(separator: ", ")
    }

    private static func lines(_ dimension: ImbalanceReport.Dimension) -> [String] {
        let width = dimension.groups.map(\.name.count).max() ?? 0
        let heading = "\n\(Terminal.bold("by \(dimension.dimension.rawValue)"))"
        let groups = dimension.groups.map { group in
            let name = group.name + String(repeating: " ", count: width - group.name.count)
            return "  \(name)  viewers \(percent(group.viewers))  interactions \(percent(group.interactions))  "
                + "likes \(percent(group.likes))"
        }
        let likes = dimension.likes
        let sum = String(
            format: "  as uneven as %.1f equal groups by likes; the largest has %.1f times the smallest",
            likes.effectiveGroups, likes.largestToSmallest)
        return [heading] + groups + [Terminal.dim(sum)]
    }

    private static func percent(_ share: Double) -> String { String(format: "%5.1f %%", 100 * share) }

    private static func day(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
    }
}
