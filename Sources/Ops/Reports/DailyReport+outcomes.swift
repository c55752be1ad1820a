import Models

extension DailyReport {
    /// What viewers did with the day's lists, and how well the day's ratings were foreseen.
    var outcomeSection: ReportSection {
        guard let online, online.counts.lists > 0 || (online.ratings?.overall.count ?? 0) > 0 else {
            return ReportSection("What followed", [.text("No lists of this day are in the request log.")])
        }
        var blocks: [ReportBlock] = [.text(outcomeHeading(online))]
        let rows = online.rows.filter {
            $0.cell.segment == "all"
                || ($0.cell.endpoint == "recommend" && ["personal", "fallback"].contains($0.cell.segment))
        }
        if !rows.isEmpty {
            // Two tables: figures with their intervals are wide.
            let metrics = RealisedMetric.allCases
            for part in [metrics.prefix(3), metrics.dropFirst(3)] {
                blocks.append(.table(Self.table(of: rows, part.map { $0.name(cutoff: online.cutoff) }, online.cutoff)))
            }
        }
        return ReportSection("What followed", blocks + ratingErrors(online.ratings))
    }

    private func outcomeHeading(_ online: OnlineReport) -> String {
        let hours = PlainNumber.fixed(Double(online.window) / 3_600_000, digits: 0)
        let counts = online.counts
        let unfinished =
            counts.unfinishedLists > 0
            ? " \(ReportText.count(counts.unfinishedLists)) lists had not had their whole time when this was made." : ""
        return "\(ReportText.count(counts.lists)) lists joined with what their viewers did within \(hours) hours: "
            + "\(ReportText.count(counts.joinedByRequest)) events by the request they name, "
            + "\(ReportText.count(counts.joinedByTime)) by viewer and time. "
            + "Means with 95 % intervals, by bootstrap over viewers.\(unfinished)"
    }

    private static func table(of rows: [RealisedRow], _ names: [String], _ cutoff: Int) -> ReportTable {
        ReportTable(
            ["version", "lists of", "lists#"] + names.map { heading($0, cutoff) },
            rows.map { row in
                let kind = row.cell.segment == "all" ? "" : ", \(row.cell.segment)"
                return [row.cell.model, row.cell.endpoint + kind, ReportText.count(row.lists)]
                    + names.map { interval(row.metrics[$0]) }
            })
    }

    private static func heading(_ name: String, _ cutoff: Int) -> String {
        let words = [
            "precision_at_\(cutoff)": "precision@\(cutoff)", "hit_rate_at_\(cutoff)": "hit rate@\(cutoff)",
            "ctr_proxy": "CTR proxy", "watch_minutes_per_list": "minutes a list",
            "watch_minutes_per_watch": "minutes a watch",
        ]
        return (words[name] ?? name.replacing("_", with: " ")) + "#"
    }

    private static func interval(_ estimate: Estimate?) -> String {
        guard let estimate else { return "–" }
        let digits = abs(estimate.high) < 1 ? 3 : 1
        let parts = [estimate.mean, estimate.low, estimate.high].map { PlainNumber.fixed($0, digits: digits) }
        return "\(parts[0]) (\(parts[1])–\(parts[2]))"
    }

    /// The error in batches, drawn where there are several.
    private func ratingErrors(_ ratings: OnlineRatingReport?) -> [ReportBlock] {
        guard let ratings, let error = ratings.overall.rootMeanSquaredError else { return [] }
        let text =
            "Online RMSE of \(ReportText.count(ratings.overall.count)) ratings, each predicted before it was learnt: "
            + "\(PlainNumber.fixed(error, digits: 3)) stars, in batches of \(ReportText.count(ratings.batchSize))."
        let batches = ratings.batches.suffix(24)
        guard batches.count > 1 else { return [.text(text)] }
        return [
            .text(text),
            .plot(
                ReportPlot(
                    title: "Online RMSE by batch of \(ReportText.count(ratings.batchSize))", shape: .lines,
                    labels: batches.map { String($0.number + 1) },
                    series: [.init("RMSE", batches.map(\.rootMeanSquaredError))], unit: .stars)),
        ]
    }
}
