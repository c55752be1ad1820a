import Models

extension PromotionPolicy {
    /// Judges `challenger` against `champion`.
    ///
    /// - Parameters:
    ///   - champion: what serves; nil when nothing does: then a challenger with sound figures that is not worse than
    ///     popularity is promoted.
    ///   - popularity: what the plainest model is worth on the same split, for a first model to be held against.
    /// - Complexity: O(bootstrap samples · viewers), divided among the workers.
    /// - Throws: when the task is cancelled.
    public func decide(
        challenger: GateCandidate, champion: GateCandidate?, popularity: GateCandidate? = nil, workerCount: Int
    ) async throws(CancellationError) -> GateVerdict {
        var outcomes = [challenger.objection.map { RuleOutcome("parts", .refuses, $0) } ?? soundness(of: challenger)]
        var comparison: PrimaryComparison?
        if outcomes[0].result == .passes {
            if let champion {
                comparison = try await compare(challenger, champion, workerCount)
                outcomes += primaryOutcomes(comparison, champion)
                outcomes += limits.map { outcome(of: $0, challenger, champion) }
            } else {
                outcomes.append(baseline(challenger, popularity))
            }
        }
        return GateVerdict(
            policy: name, challenger: challenger.version, champion: champion?.version, comparison: comparison,
            outcomes: outcomes)
    }

    /// Whether every figure is a number, and the one that decides is there.
    private func soundness(of challenger: GateCandidate) -> RuleOutcome {
        guard challenger.metrics[primary] != nil else {
            return RuleOutcome("figures", .refuses, "there is no \(spokenPrimary) of \(challenger.version)")
        }
        let broken = challenger.metrics.filter { !$0.value.isFinite }.keys.sorted()
        guard broken.isEmpty else {
            let names = broken.map(MetricName.spoken).joined(separator: ", ")
            return RuleOutcome("figures", .refuses, "figures of \(challenger.version) are not finite numbers: \(names)")
        }
        return RuleOutcome("figures", .passes, "all \(challenger.metrics.count) figures are finite numbers")
    }

    /// The first model of all is held against popularity.
    private func baseline(_ challenger: GateCandidate, _ popularity: GateCandidate?) -> RuleOutcome {
        guard let own = challenger.metrics[primary]?.mean, let plain = popularity?.metrics[primary]?.mean,
            plain.isFinite
        else { return RuleOutcome("popularity", .notMeasured, "popularity was not measured beside it") }
        let isWorse = MetricName.isBetterLower(primary) ? own > plain : own < plain
        let pair = "\(spokenPrimary) \(value(own)) against popularity's \(value(plain))"
        return RuleOutcome(
            "popularity", isWorse ? .refuses : .passes,
            isWorse ? "worse than popularity: \(pair)" : "not worse than popularity: \(pair)", champion: plain,
            challenger: own,
            relativeChange: PrimaryComparison(metric: primary, champion: plain, challenger: own)
                .relativeImprovement)
    }

    /// Nil when the champion has no finite figure of that name.
    private func compare(
        _ challenger: GateCandidate, _ champion: GateCandidate, _ workerCount: Int
    ) async throws(CancellationError) -> PrimaryComparison? {
        guard let own = challenger.metrics[primary], let other = champion.metrics[primary], other.isFinite else {
            return nil
        }
        var comparison = PrimaryComparison(metric: primary, champion: other.mean, challenger: own.mean)
        guard let ours = own.perViewer, let theirs = other.perViewer, ours.count == theirs.count else {
            return comparison
        }
        comparison.viewerCount = ours.count
        guard ours.count >= minimumViewers else { return comparison }
        let sign: Double = MetricName.isBetterLower(primary) ? -1 : 1
        let differences = zip(ours, theirs).map { sign * ($0 - $1) }
        comparison.difference = try await Bootstrap(sampleCount: bootstrapSamples, seed: seed)
            .estimates(differences, columnCount: 1, workerCount: workerCount).first
        return comparison
    }

    var spokenPrimary: String { MetricName.spoken(primary) }

    func value(_ number: Double) -> String { MetricName.value(number, of: primary) }
}
