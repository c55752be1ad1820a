public import Models

/// One sitting of one viewer: what they did without a long pause.
public struct SimulationSession: Sendable, Equatable {
    public var user: UserID
    /// In order of time; never empty.
    public var events: [Interaction]

    public var start: Int64 { events[0].timestamp }
}

/// The held-out part of a data set as sessions in order of time. A pure value: the same events, settings and seed give
/// the same schedule.
public struct SimulationSchedule: Sendable, Equatable {
    /// By the time of their first event.
    public let sessions: [SimulationSession]
    public let eventCount: Int

    /// A longer sitting is cut: the events of one must fit in one request.
    static let longestSession = 500

    /// - Precondition: `settings.problem` is nil.
    /// - Complexity: O(events · log events).
    public init(_ log: InteractionLog, settings: SimulationSettings) {
        let order = Self.released(log, settings)
        var sessions: [SimulationSession] = []
        var latest: [Int32: Int] = [:]
        for row in order {
            let event = log.interaction(at: row)
            let user = log.rows.users[row]
            if let open = latest[user], sessions[open].takes(event, gap: settings.sessionGap) {
                sessions[open].events.append(event)
            } else {
                latest[user] = sessions.count
                sessions.append(SimulationSession(user: event.user, events: [event]))
            }
        }
        self.sessions = sessions
        eventCount = order.count
    }

    /// The rows between the two shares by time; what happened in one second in an order that the seed draws.
    private static func released(_ log: InteractionLog, _ settings: SimulationSettings) -> [Int] {
        let times = log.rows.timestamps
        let start = TimeCut.time(after: settings.from, of: times)
        let end = TimeCut.time(after: settings.to, of: times)
        let seed = StableHash.mix(settings.seed)
        let keys = log.users.ids.map { StableHash.mix(StableHash.hash($0.rawValue) ^ seed) }
        let rows = times.indices.filter { times[$0] >= start && (times[$0] < end || end == .max) }
        let sorted = rows.sorted { left, right in
            (times[left], keys[Int(log.rows.users[left])], left) < (
                times[right], keys[Int(log.rows.users[right])], right
            )
        }
        return settings.limit.map { Array(sorted.prefix($0)) } ?? sorted
    }

    /// Runs of sessions that may be under way at once: at most `count`, and no viewer twice in one run, so that what a
    /// viewer does stays in order.
    public func waves(ofAtMost count: Int) -> [Range<Int>] {
        precondition(count > 0, "a wave holds at least one session")
        var waves: [Range<Int>] = []
        var start = 0
        var viewers: Set<UserID> = []
        for (index, session) in sessions.enumerated() {
            if index - start == count || viewers.contains(session.user) {
                waves.append(start..<index)
                start = index
                viewers = []
            }
            viewers.insert(session.user)
        }
        if start < sessions.count { waves.append(start..<sessions.count) }
        return waves
    }

    /// How long after the first session one begins, in the data's seconds.
    func delay(of session: SimulationSession) -> Int64 { session.start - (sessions.first?.start ?? session.start) }
}

extension SimulationSession {
    fileprivate func takes(_ event: Interaction, gap: Int64) -> Bool {
        guard let last = events.last, events.count < SimulationSchedule.longestSession else { return false }
        return event.timestamp - last.timestamp <= gap
    }
}
