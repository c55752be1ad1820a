public import Foundation

/// What is known when it is asked whether to train.
public struct RetrainSignals: Sendable, Equatable, Codable {
    public var now: Date
    /// When the last run ended; nil when there was none.
    public var lastRun: Date?
    /// When the schedule is due next; nil without one.
    public var dueAt: Date?
    /// Events stored since the data of the last run were named.
    public var newEvents: Int
    public var hasChampion: Bool
    /// Sentences of monitors whose limit is broken: drift, falling quality, rising fallback, faults in the data.
    public var breaches: [String]
    /// Runs in a row that failed, the last included.
    public var failures: Int

    public init(
        now: Date, lastRun: Date? = nil, dueAt: Date? = nil, newEvents: Int = 0, hasChampion: Bool = true,
        breaches: [String] = [], failures: Int = 0
    ) {
        self.now = now
        self.lastRun = lastRun
        self.dueAt = dueAt
        self.newEvents = newEvents
        self.hasChampion = hasChampion
        self.breaches = breaches
        self.failures = failures
    }
}

/// Whether to train, and why.
public enum RetrainDecision: Sendable, Equatable {
    case train([String])
    case wait([String])

    public var reasons: [String] {
        switch self {
        case .train(let reasons), .wait(let reasons): reasons
        }
    }
}

/// When to train again. A value: signals in, decision with its reasons out.
public struct RetrainPolicy: Sendable, Equatable, Codable {
    /// Train when this many events are new; nil: their number is no reason.
    public var newEvents: Int?
    /// Train when the last run is this long ago, seconds; nil: its age is no reason.
    public var maximumAge: Double?
    /// Between the end of a run and the next one that nobody asked for, seconds.
    public var minimumGap: Double
    /// Breached monitors are a reason only with this many new events: the same data would give the same model.
    public var eventsForBreaches: Int
    /// Whether that no model serves is a reason.
    public var makesFirstModel: Bool

    public init(
        newEvents: Int? = nil, maximumAge: Double? = nil, minimumGap: Double = 60, eventsForBreaches: Int = 1,
        makesFirstModel: Bool = true
    ) {
        self.newEvents = newEvents
        self.maximumAge = maximumAge
        self.minimumGap = minimumGap
        self.eventsForBreaches = eventsForBreaches
        self.makesFirstModel = makesFirstModel
    }

    public func decide(_ signals: RetrainSignals) -> RetrainDecision {
        let reasons = reasons(for: signals)
        guard !reasons.isEmpty else { return .wait(["nothing asks for it: \(signals.newEvents) new events"]) }
        guard let last = signals.lastRun else { return .train(reasons) }
        let gap = pause(after: signals.failures)
        let left = gap - signals.now.timeIntervalSince(last)
        guard left <= 0 else {
            let why = signals.failures > 0 ? "the last \(signals.failures) failed" : "the last one has just ended"
            return .wait(reasons + ["not for another \(Int(left.rounded(.up))) s: \(why)"])
        }
        return .train(reasons)
    }

    private func reasons(for signals: RetrainSignals) -> [String] {
        var reasons: [String] = []
        if makesFirstModel, !signals.hasChampion, signals.newEvents > 0 || signals.lastRun == nil {
            reasons.append("no model serves yet")
        }
        if let due = signals.dueAt, signals.now >= due { reasons.append("the schedule says so") }
        if let wanted = newEvents, signals.newEvents >= wanted {
            reasons.append("\(signals.newEvents) new events, \(wanted) are enough")
        }
        if let age = maximumAge, let last = signals.lastRun, signals.now.timeIntervalSince(last) >= age {
            reasons.append("the last run is \(Int(signals.now.timeIntervalSince(last))) s ago, \(Int(age)) are allowed")
        }
        if signals.newEvents >= eventsForBreaches { reasons += signals.breaches }
        return reasons
    }

    /// Doubles with every failure, up to a day.
    private func pause(after failures: Int) -> Double {
        min(max(minimumGap, 86_400), minimumGap * Double(1 << min(max(failures, 0), 20)))
    }
}
