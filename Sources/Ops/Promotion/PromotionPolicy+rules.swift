import Models

/// The rules of a comparison, one outcome each.
extension PromotionPolicy {
    /// Of the figure that decides: enough viewers, enough gain, more than chance.
    func primaryOutcomes(_ comparison: PrimaryComparison?, _ champion: GateCandidate) -> [RuleOutcome] {
        guard let comparison else {
            return [RuleOutcome("gain", .holds, "there is no \(spokenPrimary) of \(champion.version) to compare with")]
        }
        return [viewers(comparison), gain(comparison), noise(comparison)].compactMap(\.self)
    }

    private func viewers(_ comparison: PrimaryComparison) -> RuleOutcome {
        guard let count = comparison.viewerCount else {
            return RuleOutcome("viewers", .holds, "the two were not measured viewer by viewer on the same viewers")
        }
        guard count >= minimumViewers else {
            let asked = "\(PlainNumber.viewers(count)) cannot tell a gain from chance (at least \(minimumViewers))"
            return RuleOutcome("viewers", .holds, asked)
        }
        return RuleOutcome("viewers", .passes, "\(PlainNumber.viewers(count)) were given lists by both")
    }

    private func gain(_ comparison: PrimaryComparison) -> RuleOutcome {
        let improvement = comparison.improvement
        let isEnough = improvement > 0 && improvement >= minimumRelativeGain * abs(comparison.champion)
        var sentence = comparison.movement
        if improvement > 0, !isEnough {
            sentence += ", less than the \(PlainNumber.percent(minimumRelativeGain)) asked for"
        }
        return RuleOutcome(
            "gain", isEnough ? .passes : .holds, sentence, champion: comparison.champion,
            challenger: comparison.challenger, relativeChange: comparison.relativeImprovement)
    }

    /// Nil where there is no interval: `viewers` has said why.
    private func noise(_ comparison: PrimaryComparison) -> RuleOutcome? {
        guard let difference = comparison.difference, let interval = comparison.intervalText else { return nil }
        if difference.high < 0 { return RuleOutcome("noise", .refuses, "clearly worse: \(interval)") }
        if difference.low > 0 { return RuleOutcome("noise", .passes, "more than chance: \(interval)") }
        return RuleOutcome("noise", .holds, "within the noise of \(interval)")
    }

    /// One of the figures that must not suffer.
    func outcome(of limit: Limit, _ challenger: GateCandidate, _ champion: GateCandidate) -> RuleOutcome {
        let spoken = MetricName.spoken(limit.metric)
        guard let other = champion.metrics[limit.metric]?.mean, other.isFinite else {
            return RuleOutcome(limit.metric, .notMeasured, "the champion has no \(spoken)")
        }
        guard let own = challenger.metrics[limit.metric]?.mean else {
            return RuleOutcome(limit.metric, .holds, "\(spoken) was measured for the champion alone", champion: other)
        }
        let pair = PrimaryComparison(metric: limit.metric, champion: other, challenger: own)
        let isKept = limit.allows(pair)
        let allowed = ", more than the \(PlainNumber.percent(limit.maximumRelativeLoss)) allowed"
        return RuleOutcome(
            limit.metric, isKept ? .passes : .holds, pair.movement + (isKept ? "" : allowed), champion: other,
            challenger: own, relativeChange: pair.relativeImprovement)
    }
}

extension PromotionPolicy.Limit {
    func allows(_ pair: PrimaryComparison) -> Bool {
        // Differences of rounding are none: 5 % exactly is allowed.
        let slack = 1e-12 * abs(pair.champion)
        if -pair.improvement <= maximumRelativeLoss * abs(pair.champion) + slack { return true }
        guard let goodEnough else { return false }
        return MetricName.isBetterLower(metric) ? pair.challenger <= goodEnough : pair.challenger >= goodEnough
    }
}
