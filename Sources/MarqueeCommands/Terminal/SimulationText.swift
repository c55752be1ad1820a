import Foundation
import Ops

/// What became of a simulation, for a person.
struct SimulationText {
    let text: String

    init(_ summary: SimulationSummary) {
        let events = summary.events
        let lists = summary.lists
        var lines = [
            """
            \(summary.sessions) sessions of \(summary.viewers) viewers in \(Self.number(summary.seconds)) s
            events    \(events.scheduled) to release: \(events.accepted) stored now, \(events.duplicates) there before, \
            \(events.refused) refused
            answers   \(summary.answers.accepted) clicks and watches stored now, \(summary.answers.duplicates) there before
            lists     \(lists.shown) shown, \(lists.fallback) of them fallbacks; \(Self.percent(lists.hitRate)) with a \
            film the viewer went on to meet, \(Self.percent(lists.precision)) of the films
            requests  \(summary.requests.sent) sent, \(summary.requests.repeated) repeated, \
            \(summary.requests.failed) refused for good
            """,
            Self.line("/recommend", summary.recommendLatency), Self.line("/events, /ratings", summary.eventLatency),
        ]
        for (version, lists) in summary.versions.sorted(by: { $0.key < $1.key }) {
            lines.append("model     \(version): \(lists.shown) lists, \(Self.percent(lists.hitRate)) hit")
        }
        lines += summary.refusals.map { "refused   \($0)" }
        text = lines.joined(separator: "\n")
    }

    private static func line(_ name: String, _ latency: SimulationSummary.Latency) -> String {
        """
        latency   \(name): p50 \(number(latency.p50)) ms, p95 \(number(latency.p95)) ms, p99 \(number(latency.p99)) ms, \
        longest \(number(latency.max)) ms
        """
    }

    private static func number(_ value: Double) -> String { String(format: "%.1f", value) }
    private static func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
}
