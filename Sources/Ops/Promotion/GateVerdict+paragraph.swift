/// The verdict for a person: one paragraph, every number in it.
extension GateVerdict {
    public var paragraph: String {
        ([headline] + others + [closing]).map { "\($0)." }.joined(separator: " ")
    }

    private var headline: String {
        guard let comparison, let champion else { return "\(verb): \(withoutComparison)" }
        let pair =
            "\(MetricName.value(comparison.champion, of: comparison.metric)) to "
            + MetricName.value(comparison.challenger, of: comparison.metric)
        return "\(verb): \(challenger) \(change(comparison)) against \(champion) (\(pair))\(certainty(comparison))"
    }

    private var verb: String {
        switch decision {
        case .promote: "Promoted"
        case .hold: "Held"
        case .refuse: "Refused"
        }
    }

    /// A first model, or figures that cannot be compared.
    private var withoutComparison: String {
        switch (decision, champion) {
        case (.promote, _): "\(challenger) is the first model to serve"
        case (.refuse, nil): "\(challenger) is no start"
        case (_, let champion?): "\(challenger) cannot be compared with \(champion)"
        case (.hold, nil): "\(challenger) waits"
        }
    }

    private func change(_ comparison: PrimaryComparison) -> String {
        let spoken = MetricName.spoken(comparison.metric)
        let improvement = comparison.improvement
        guard improvement != 0 else { return "gains nothing in \(spoken)" }
        let direction = improvement > 0 ? "gains" : "loses"
        guard let share = comparison.relativeImprovement else { return "\(direction) in \(spoken)" }
        return "\(direction) \(PlainNumber.percent(abs(share))) in \(spoken)"
    }

    private func certainty(_ comparison: PrimaryComparison) -> String {
        outcomes.first { $0.rule == "noise" }.map { ", \($0.sentence)" } ?? ""
    }

    /// What else speaks against it; or, for a promotion, what was looked at besides.
    private var others: [String] {
        let against = outcomes.filter { $0.result == .holds || $0.result == .refuses }
        guard against.isEmpty else {
            return against.filter { $0.rule != "noise" && !isToldByHeadline($0) }.map { Self.sentence($0.sentence) }
        }
        let kept = outcomes.filter { outcome in !Self.ownRules.contains(outcome.rule) && outcome.result == .passes }
        let first = outcomes.filter { $0.rule == "popularity" }.map { Self.sentence($0.sentence) }
        guard !kept.isEmpty else { return first }
        return first + ["Within its limits: \(kept.map(\.sentence).joined(separator: "; "))"]
    }

    /// A gain that is none stands in the headline already; one that is too small needs its reason.
    private func isToldByHeadline(_ outcome: RuleOutcome) -> Bool {
        outcome.rule == "gain" && (comparison.map { $0.improvement <= 0 } ?? false)
    }

    private var closing: String { "Policy: \(policy)" }

    private static let ownRules = ["figures", "popularity", "viewers", "gain", "noise"]

    private static func sentence(_ clause: String) -> String { clause.prefix(1).uppercased() + clause.dropFirst() }
}
