import Foundation

/// Why to train, or to wait.
public struct RetrainReason: Sendable, Equatable, Codable {
    /// Always the same for the same reason: `new_events`, `schedule`, `age`, `no_model`, `cut_off`, `nothing`, `gap`,
    /// `failures`, `elsewhere`, or the name of a broken signal.
    public var name: String
    /// For a person, with the numbers of the moment.
    public var sentence: String

    public init(_ name: String, _ sentence: String) {
        self.name = name
        self.sentence = sentence
    }
}

/// Whether to train, and why.
public enum RetrainDecision: Sendable, Equatable {
    case train([RetrainReason])
    case wait([RetrainReason])

    public var named: [RetrainReason] {
        switch self {
        case .train(let reasons), .wait(let reasons): reasons
        }
    }

    public var reasons: [String] { named.map(\.sentence) }
}

/// When to train again. A value: signals in, decision with its reasons out.
public struct RetrainPolicy: Sendable, Equatable, Codable {
    /// Train when this many events are new; nil: their number is no reason.
    public var newEvents: Int?
    /// Train when the last run is this long ago, seconds; nil: its age is no reason.
    public var maximumAge: Double?
    /// Between the end of a run and the next one that nobody asked for, seconds. After a failure it is at least
    /// `failureGap`, doubled with each.
    public var minimumGap: Double
    /// Breached monitors are a reason only with this many new events: the same data would give the same model, and what
    /// is still broken after a run waits until there is more to learn from. Nil: they never are.
    public var eventsForBreaches: Int?
    /// Whether that no model serves is a reason.
    public var makesFirstModel: Bool

    /// The least pause before a failed run is tried again is twice this, seconds: no `minimumGap` makes it a loop.
    public static let failureGap = 30.0

    public init(
        newEvents: Int? = nil, maximumAge: Double? = nil, minimumGap: Double = 60, eventsForBreaches: Int? = 1,
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
        guard !reasons.isEmpty else {
            return .wait([RetrainReason("nothing", "nothing asks for it: \(signals.newEvents) new events")])
        }
        guard let last = signals.lastRun else { return .train(reasons) }
        // What was cut off has begun already: only failures keep it back.
        let gap = signals.cutOff != nil && signals.failures == 0 ? 0 : pause(after: signals.failures)
        let left = gap - signals.now.timeIntervalSince(last)
        guard left <= 0 else {
            let wait = "not for another \(Int(left.rounded(.up))) s"
            let why =
                signals.failures > 0
                ? RetrainReason("failures", "\(wait): the last \(signals.failures) failed")
                : RetrainReason("gap", "\(wait): the last one has just ended")
            return .wait(reasons + [why])
        }
        return .train(reasons)
    }

    private func reasons(for signals: RetrainSignals) -> [RetrainReason] {
        if let cutOff = signals.cutOff { return [RetrainReason("cut_off", cutOff)] }
        var reasons: [RetrainReason] = []
        if makesFirstModel, !signals.hasChampion, signals.newEvents > 0 || signals.lastRun == nil {
            reasons.append(RetrainReason("no_model", "no model serves yet"))
        }
        if let due = signals.dueAt, signals.now >= due {
            reasons.append(RetrainReason("schedule", "the schedule says so"))
        }
        if let wanted = newEvents, signals.newEvents >= wanted {
            reasons.append(RetrainReason("new_events", "\(signals.newEvents) new events, \(wanted) are enough"))
        }
        if let age = maximumAge, let since = signals.since ?? signals.lastRun,
            signals.now.timeIntervalSince(since) >= age
        {
            let ago = Int(signals.now.timeIntervalSince(since))
            reasons.append(RetrainReason("age", "the last run is \(ago) s ago, \(Int(age)) are allowed"))
        }
        return reasons + breaches(signals)
    }

    /// What was measured before the last run ended may be mended by it, and counts when it is measured anew.
    private func breaches(_ signals: RetrainSignals) -> [RetrainReason] {
        guard let wanted = eventsForBreaches, signals.newEvents >= wanted else { return [] }
        return signals.breaches.filter { signal in
            guard let measured = signal.measuredAt, let last = signals.lastRun else { return true }
            return measured > last
        }.map { RetrainReason($0.name, $0.sentence) }
    }

    /// Doubles with every failure, up to a day.
    private func pause(after failures: Int) -> Double {
        guard failures > 0 else { return minimumGap }
        return min(
            max(minimumGap, 86_400), max(minimumGap, Self.failureGap) * Double(1 << min(failures, 20)))
    }
}
