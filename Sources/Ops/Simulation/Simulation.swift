import Models

/// How far a simulation is.
public struct SimulationProgress: Sendable, Equatable {
    /// Events that are on the server, or refused.
    public var done: Int
    public var count: Int
    public var lists: Int
    public var hitRate: Double
    /// Requests that had to be sent again.
    public var repeated: Int
}

/// Releases the held-out part of a data set as if it were new.
///
/// Each session first asks for a list; what the viewer makes of it is sent, then what the data say, with the times of
/// the data. A session is sent whole when it begins. Events have names that depend on nothing but the data, so a run
/// that was cut short is completed, and doubles nothing, by repeating it.
public struct Simulation: Sendable {
    private let schedule: SimulationSchedule
    private let viewers: SimulatedViewers
    private let settings: SimulationSettings
    private let server: any SimulationServer
    private let time: SimulationTime
    private let progress: @Sendable (SimulationProgress) -> Void
    private let tally = SimulationTally()

    /// - Precondition: `settings.problem` is nil.
    public init(
        _ schedule: SimulationSchedule, settings: SimulationSettings, server: any SimulationServer,
        time: SimulationTime = .real, progress: @escaping @Sendable (SimulationProgress) -> Void = { _ in }
    ) {
        precondition(settings.problem == nil, "settings are checked by whoever takes them in")
        self.schedule = schedule
        viewers = SimulatedViewers(schedule, seed: settings.seed)
        self.settings = settings
        self.server = server
        self.time = time
        self.progress = progress
    }

    /// Runs to the end, once.
    /// - Throws: `SimulationFault` when the server stays away for longer than the settings' patience; what was sent until
    ///   then stays.
    @concurrent public func run() async throws -> SimulationSummary {
        let start = time.now()
        // Enough sessions for every connection to have work until the last of them is done.
        for wave in schedule.waves(ofAtMost: settings.connections * 8) { try await release(wave, since: start) }
        return await tally.finish(schedule, after: time.now() - start)
    }

    private func release(_ wave: Range<Int>, since start: Duration) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (place, index) in wave.enumerated() {
                if place >= settings.connections { try await group.next() }
                group.addTask { try await play(schedule.sessions[index], since: start) }
            }
            try await group.waitForAll()
        }
    }

    // MARK: One session

    private func play(_ session: SimulationSession, since start: Duration) async throws {
        try await waitUntilDue(session, since: start)
        let shown = try await ask(session)
        if let shown { try await deliver(viewers.answers(in: session, shown: shown), .answers) }
        let events = viewers.events(of: session, shown: shown)
        try await deliver(events.filter { $0.interaction.kind != .rating }, .data)
        try await deliver(events.filter { $0.interaction.kind == .rating }, .data)
        await tell()
    }

    private func waitUntilDue(_ session: SimulationSession, since start: Duration) async throws {
        guard settings.speed > 0 else { return }
        let due = Duration.seconds(Double(schedule.delay(of: session)) / settings.speed)
        let rest = due - (time.now() - start)
        if rest > .zero { try await time.sleep(rest) }
    }

    /// The list shown; nil when the server refuses to show any.
    private func ask(_ session: SimulationSession) async throws -> ShownList? {
        do {
            let list = try await patiently(.list, session.user) { () async throws(SimulationFault) in
                try await server.recommend(session.user, count: settings.listLength)
            }
            await tally.shown(list, hits: viewers.met(in: session, shown: list.items).count)
            return list
        } catch let fault as SimulationFault where fault.kind == .refused {
            await tally.refused(nil, fault.message)
            return nil
        }
    }

    /// Sends a batch; one that is refused is halved until the event is found that is to blame.
    private func deliver(_ events: [SimulatedEvent], _ origin: SimulationTally.Origin) async throws {
        guard let first = events.first else { return }
        do {
            let taken = try await patiently(.events, first.interaction.user) { () async throws(SimulationFault) in
                try await server.post(events)
            }
            await tally.took(taken, origin)
        } catch let fault as SimulationFault where fault.kind == .refused {
            guard events.count > 1 else { return await tally.refused(origin, fault.message) }
            try await deliver(Array(events.prefix(events.count / 2)), origin)
            try await deliver(Array(events.dropFirst(events.count / 2)), origin)
        }
    }

    /// Sends a request again, with growing pauses, while the server is away or busy.
    private func patiently<Answer: Sendable>(
        _ question: SimulationTally.Question, _ user: UserID, _ send: () async throws(SimulationFault) -> Answer
    ) async throws -> Answer {
        var patience = SimulationPatience(settings.patience, seed: settings.seed ^ StableHash.hash(user.rawValue))
        while true {
            let begun = time.now()
            do throws(SimulationFault) {
                let answer = try await send()
                await tally.answered(question, after: time.now() - begun)
                return answer
            } catch {
                let pause = error.kind == .passing ? patience.next(asked: error.retryAfter) : nil
                await tally.unanswered(repeated: pause != nil)
                await tell()
                guard let pause else { throw error }
                try await time.sleep(pause)
            }
        }
    }

    private func tell() async {
        let now = await tally.now
        progress(
            SimulationProgress(
                done: now.events.accepted + now.events.duplicates + now.events.refused, count: schedule.eventCount,
                lists: now.lists.shown, hitRate: now.lists.hitRate, repeated: now.requests.repeated))
    }
}
