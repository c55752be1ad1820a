public import Foundation

/// One thing that was measured and may be a reason to train.
public struct RetrainSignal: Sendable, Equatable, Codable {
    /// `new_events`, `failures`, …, or the name of a monitor's reading.
    public var name: String
    public var value: Double
    /// What it is held against; nil where nothing is.
    public var limit: Double?
    /// For a person.
    public var sentence: String
    /// When it was measured, where that was not just now.
    public var measuredAt: Date?

    public init(name: String, value: Double, limit: Double? = nil, sentence: String, measuredAt: Date? = nil) {
        self.name = name
        self.value = value
        self.limit = limit
        self.sentence = sentence
        self.measuredAt = measuredAt
    }
}

/// What is known when it is asked whether to train.
public struct RetrainSignals: Sendable, Equatable, Codable {
    public var now: Date
    /// When the last run ended, however; nil when there was none.
    public var lastRun: Date?
    /// When the last run that did not fail ended; without one, when the supervisor first looked. Its age is counted from
    /// here.
    public var since: Date?
    /// When the schedule is due next; nil without one.
    public var dueAt: Date?
    /// Events stored since the data of the last run were named.
    public var newEvents: Int
    public var hasChampion: Bool
    /// Monitors whose limit is broken: drift, falling quality, rising fallback, faults in the data.
    public var breaches: [RetrainSignal]
    /// Runs that failed since the last one that ran to its end.
    public var failures: Int
    /// What is said of a run that was cut off; nil when there is none.
    public var cutOff: String?

    public init(
        now: Date, lastRun: Date? = nil, since: Date? = nil, dueAt: Date? = nil, newEvents: Int = 0,
        hasChampion: Bool = true, breaches: [RetrainSignal] = [], failures: Int = 0, cutOff: String? = nil
    ) {
        self.now = now
        self.lastRun = lastRun
        self.since = since
        self.dueAt = dueAt
        self.newEvents = newEvents
        self.hasChampion = hasChampion
        self.breaches = breaches
        self.failures = failures
        self.cutOff = cutOff
    }

    /// Each by its name, held against what `policy` asks: for the record.
    func named(by policy: RetrainPolicy) -> [RetrainSignal] {
        var signals = [
            RetrainSignal(
                name: "new_events", value: Double(newEvents), limit: policy.newEvents.map(Double.init),
                sentence: "events stored since the last run's data were named"),
            RetrainSignal(
                name: "failures", value: Double(failures), sentence: "runs that failed since the last whole one"),
            RetrainSignal(name: "champion", value: hasChampion ? 1 : 0, sentence: "1 while a model serves"),
        ]
        if let since {
            signals.append(
                RetrainSignal(
                    name: "seconds_since_training", value: now.timeIntervalSince(since), limit: policy.maximumAge,
                    sentence: "since the last run that did not fail, or the first start"))
        }
        if let dueAt {
            signals.append(
                RetrainSignal(
                    name: "seconds_overdue", value: now.timeIntervalSince(dueAt), limit: 0,
                    sentence: "since the schedule was due; negative while it is not"))
        }
        return signals + breaches
    }
}
