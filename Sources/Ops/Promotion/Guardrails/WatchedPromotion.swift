import Actors

/// A promotion that is being watched.
struct WatchedPromotion {
    /// What serves, and what it took the place of.
    let version: ModelVersion
    let previous: ModelVersion
    /// Of the last hour before.
    let before: GuardrailReading
    /// Counts since start, and the time, when it was noticed.
    let countsThen: GuardrailReading
    let since: Duration

    /// What was measured since; the latency once the last minute is all the new model's.
    func reading(_ now: ServingObservation) -> GuardrailReading {
        var reading = now.sinceStart.since(countsThen)
        if now.uptime - since >= .seconds(60) { reading.p99Microseconds = now.lastMinute.p99Microseconds }
        return reading
    }

    /// One paragraph for a person.
    func paragraph(_ verdict: GuardrailVerdict, _ reading: GuardrailReading, elapsed: Duration, ending: String)
        -> String
    {
        let time = "\(PlainNumber.fixed(elapsed.inSeconds, digits: 0)) s and \(reading.requests) requests"
        let reasons = verdict.reasons.joined(separator: "; ")
        return switch verdict.decision {
        case .rollBack: "Guardrails broke after \(version) had served \(time): \(reasons). \(ending)"
        case .keep, .wait: "Kept: \(version) stayed within its guardrails for \(time): \(reasons). \(ending)"
        }
    }
}

/// What serves, and what is measured of it, at one moment.
struct ServingObservation {
    var version: ModelVersion?
    var sinceStart: GuardrailReading
    var lastHour: GuardrailReading
    var lastMinute: GuardrailReading
    /// What a rollback would go back through.
    var earlierVersions: [ModelVersion]
    var uptime: Duration

    /// The promotion that happened since `earlier`; nil when there was none.
    ///
    /// A first model has nothing to go back to, and a return to an earlier model is somebody's answer to a promotion.
    func promotion(since earlier: ServingObservation) -> WatchedPromotion? {
        guard let version, let previous = earlier.version, version != previous,
            !earlier.earlierVersions.contains(version)
        else { return nil }
        return WatchedPromotion(
            version: version, previous: previous, before: earlier.lastHour, countsThen: sinceStart, since: uptime)
    }
}
