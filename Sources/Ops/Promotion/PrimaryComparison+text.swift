import Models

extension PrimaryComparison {
    /// `NDCG@10 is 0.4 % better (0.2312 to 0.2321)`.
    var movement: String {
        let spoken = MetricName.spoken(metric)
        let pair = "\(MetricName.value(champion, of: metric)) to \(MetricName.value(challenger, of: metric))"
        guard improvement != 0 else { return "\(spoken) is the same (\(MetricName.value(champion, of: metric)))" }
        let direction = improvement > 0 ? "better" : "worse"
        guard let share = relativeImprovement else { return "\(spoken) is \(direction) (\(pair))" }
        return "\(spoken) is \(PlainNumber.percent(abs(share))) \(direction) (\(pair))"
    }

    /// `412 viewers (95 % interval −0.9 % to +1.7 %)`; nil without an interval.
    var intervalText: String? {
        guard let viewerCount, let difference else { return nil }
        return "\(PlainNumber.viewers(viewerCount)) (95 % interval \(end(difference.low)) to \(end(difference.high)))"
    }

    /// An end of the interval, as a share of the champion's figure where it has one.
    private func end(_ value: Double) -> String {
        champion == 0
            ? PlainNumber.signed(value, digits: 4) : PlainNumber.signedPercent(value / abs(champion))
    }
}
