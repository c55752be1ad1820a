import Actors
import Foundation

extension DecisionRecord {
    /// What shadow traffic showed: decides nothing, and stands beside the decisions that did.
    init(_ report: ShadowReport, share: Double, because reason: String, at moment: Date = Date()) throws {
        let findings = ShadowFindings(report)
        self.init(
            at: moment, kind: "shadow", challenger: report.challenger, champion: report.champion, policy: "shadow",
            reasons: findings.sentences,
            paragraph: "In the shadow of \(report.champion), \(report.challenger) answered "
                + "\(PlainNumber.percent(share)) of the live requests, unseen: "
                + findings.sentences.joined(separator: "; ") + ". Ended: \(reason).",
            details: String(decoding: try JSONEncoder().encode(findings), as: UTF8.self))
    }
}

/// A shadow report as it is kept.
private struct ShadowFindings: Encodable {
    var offered: Int
    var dropped: Int
    var compared: Int
    var failed: Int
    var overlap: Double?
    var championFallbacks: Int
    var challengerFallbacks: Int
    var championP99Milliseconds: Double?
    var challengerP99Milliseconds: Double?

    init(_ report: ShadowReport) {
        offered = report.offered
        dropped = report.dropped
        compared = report.compared
        failed = report.failed
        overlap = report.overlap
        championFallbacks = report.servedFallbacks
        challengerFallbacks = report.challengerFallbacks
        championP99Milliseconds = report.servedLatency.p99.map { $0.inSeconds * 1_000 }
        challengerP99Milliseconds = report.challengerLatency.p99.map { $0.inSeconds * 1_000 }
    }

    var sentences: [String] {
        [
            "\(ReportText.count(compared)) answers compared, \(ReportText.count(failed)) failed, "
                + "\(ReportText.count(dropped)) of \(ReportText.count(offered)) requests dropped",
            "the first ten places share \(ReportText.share(overlap)) of their films",
            "p99 \(milliseconds(challengerP99Milliseconds)), the champion's \(milliseconds(championP99Milliseconds))",
            "\(ReportText.count(challengerFallbacks)) fallbacks, the champion's \(ReportText.count(championFallbacks))",
        ]
    }

    private func milliseconds(_ value: Double?) -> String { value.map(ReportText.milliseconds) ?? "not known" }
}
