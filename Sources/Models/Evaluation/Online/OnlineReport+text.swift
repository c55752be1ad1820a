import Foundation

extension OnlineReport {
    /// For a terminal.
    public var text: String { [heading, table.text, notes].filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n" }

    /// The same as Markdown.
    public var markdown: String {
        [heading, table.markdown, notes].filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private var heading: String {
        let hours = Self.figure(Double(window) / 3_600_000, digits: 1)
        return """
            \(counts.lists) lists of \(Self.moment(since)) to \(Self.moment(until)), joined with what their viewers did \
            within \(hours) hours.
            Mean (95 % interval, by bootstrap over viewers); a proxy of CTR: which places were looked at is not known.
            """
    }

    private var table: TextTable {
        let metrics = RealisedMetric.allCases.map { $0.name(cutoff: cutoff) }
        let titles = [
            "precision@\(cutoff)", "hit rate@\(cutoff)", "CTR proxy", "conversion", "minutes/list", "minutes/watch",
        ]
        var table = TextTable(
            ["model", "asked", "segment", "viewers", "lists"] + titles, words: [0, 1, 2])
        for row in rows {
            table.rows.append(
                [row.cell.model, row.cell.endpoint, row.cell.segment, "\(row.viewers)", "\(row.lists)"]
                    + zip(metrics, [3, 3, 3, 3, 1, 1]).map { Self.interval(row.metrics[$0], digits: $1) })
        }
        return table
    }

    /// What the figures do not show.
    private var notes: String {
        var lines = [
            """
            \(counts.events) events: \(counts.joinedByRequest) joined by the request they name, \(counts.joinedByTime) by \
            viewer and time, \(counts.unjoinedEvents) follow no list that shows their film.
            """
        ]
        func note(_ count: Int, _ what: String) {
            if count > 0 { lines.append("\(count) lists \(what)") }
        }
        note(counts.listsWithoutEvent, "led to nothing that is known.")
        note(counts.listsOfNobody, "were for nobody in particular: only events that name them can be joined.")
        note(
            counts.unfinishedLists,
            "are too new, or their time too short, for a whole window: their figures may still rise.")
        note(counts.closedEarly, "were let go of before their window was over, for want of memory.")
        if let ratings { lines.append(Self.note(of: ratings)) }
        return lines.joined(separator: "\n")
    }

    private static func note(of ratings: OnlineRatingReport) -> String {
        guard let overall = ratings.overall.rootMeanSquaredError else { return "No ratings arrived in that time." }
        let latest = ratings.batches.suffix(8).compactMap { batch in
            batch.rootMeanSquaredError.map { error in
                figure(error, digits: 3) + (batch.count < ratings.batchSize ? " (\(batch.count))" : "")
            }
        }
        return """
            Online RMSE of \(ratings.overall.count) ratings, each predicted before it was learnt: \
            \(figure(overall, digits: 3)) stars; the latest batches of \(ratings.batchSize): \
            \(latest.joined(separator: ", ")).
            """
    }

    private static func interval(_ estimate: Estimate?, digits: Int) -> String {
        guard let estimate else { return "–" }
        let ends = [estimate.low, estimate.high].map { figure($0, digits: digits) }
        return "\(figure(estimate.mean, digits: digits)) (\(ends[0])–\(ends[1]))"
    }

    private static func figure(_ value: Double, digits: Int) -> String { String(format: "%.\(digits)f", value) }

    private static func moment(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
    }
}
