import Foundation

extension DailyReport {
    /// How much was answered, of what was asked and of the day.
    var availabilitySection: ReportSection {
        guard let requests = counts[.requests], let seconds = counts[.secondsUp] else {
            return ReportSection("Availability", [.text("No server counted its requests on this day.")])
        }
        let failures = counts[.failures] ?? 0
        let answered = requests > 0 ? 1 - Double(failures) / Double(requests) : nil
        return ReportSection(
            "Availability",
            [
                .figures([
                    ReportFigure(
                        "answered", answered.map { PlainNumber.percent($0, digits: 3) } ?? "–",
                        "\(ReportText.count(failures)) of \(ReportText.count(requests)) requests failed (5xx)"),
                    ReportFigure(
                        "up", PlainNumber.percent(min(1, Double(seconds) / 86_400)),
                        "\(ReportText.count(seconds / 60)) of 1,440 minutes"),
                ]),
                .text(
                    "Requests for health and metrics are left out, and so is whatever never reached the server: when it was "
                        + "down, or its connections were all taken."),
            ])
    }

    var experimentSection: ReportSection {
        ReportSection(
            "Experiments", [.text("None are configured: all viewers get the lists of one version at a time.")])
    }

    /// Rules that lists broke, promotions that broke their guardrails, and figures beyond their limits.
    var violationSection: ReportSection {
        var blocks: [ReportBlock] = []
        if let broken = counts[.ruleViolations] {
            blocks.append(
                .text(
                    "\(ReportText.count(broken)) rules of an answer were broken (a film twice, one that was excluded or "
                        + "filtered out, more than asked for, a score that is no number)."))
        } else {
            blocks.append(.text("No server counted broken rules on this day."))
        }
        let guardrails = decisions.filter { $0.policy == "guardrails" && $0.kind == "rollback" }
        blocks.append(
            .text(
                guardrails.isEmpty
                    ? "No promotion broke its guardrails."
                    : "\(Self.promotions(guardrails.count)) broke the guardrails and went back:"))
        blocks += guardrails.map { .text("\(ReportText.time(DocumentText.milliseconds($0.at))): \($0.paragraph)") }
        return ReportSection("Violations", blocks + [breachedFigures])
    }

    private static func promotions(_ count: Int) -> String { count == 1 ? "One promotion" : "\(count) promotions" }

    private var breachedFigures: ReportBlock {
        var rounds: [String: Int] = [:]
        for round in monitoring {
            for reading in round.readings where reading.breached { rounds[reading.name, default: 0] += 1 }
        }
        guard !rounds.isEmpty else { return .text("No monitored figure was beyond its limit.") }
        let names = rounds.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value) of \(monitoring.count) rounds)" }
        return .text("Beyond their limits: \(names.joined(separator: ", ")).")
    }

    var securitySection: ReportSection {
        guard !counts.isEmpty else {
            return ReportSection("Security events", [.text("No server counted them on this day.")])
        }
        let rows = DayCounter.security.map { counter in
            let count = counts[counter] ?? 0
            return ReportTable.Row(
                cells: [counter.title, ReportText.count(count)], isAlarming: counter == .tokensRefused && count > 0)
        }
        return ReportSection("Security events", [.table(ReportTable(["what", "count#"], rows: rows))])
    }
}
