import Models
import Ops
import Synchronization
import Testing

@Suite struct `A simulation` {
    /// Six viewers meet four films, in four sessions each.
    private func schedule(_ settings: SimulationSettings) -> SimulationSchedule {
        var events: [Interaction] = []
        for user in 0..<6 {
            for item in 0..<4 {
                let time = Int64(item * 10_000 + user)
                events.append(
                    Interaction(
                        user: UserID("u\(user)"), item: ItemID("i\(item)"), kind: .rating, value: 4, timestamp: time))
            }
        }
        return SimulationSchedule(InteractionLog(events), settings: settings)
    }

    private var settings: SimulationSettings {
        var settings = SimulationSettings()
        settings.from = 0
        settings.connections = 3
        return settings
    }

    /// Time that passes only when somebody sleeps.
    private func stoppedTime(_ slept: Recorder<Duration>) -> SimulationTime {
        SimulationTime(now: { slept.values.reduce(.zero, +) }, sleep: { slept.add($0) })
    }

    @Test func `every event arrives once, and lists are counted by version`() async throws {
        let server = FakeServer()
        let summary = try await Simulation(schedule(settings), settings: settings, server: server).run()
        #expect(summary.isComplete && summary.events.accepted == 24 && summary.sessions == 24)
        #expect(summary.lists.shown == 24 && summary.viewers == 6)
        // Two films are shown, and viewers meet i3 in each of four sessions; i9 they never meet.
        #expect(summary.lists.hit == 24 && summary.lists.filmsHit == 24 && summary.lists.precision == 0.5)
        #expect(summary.versions["als/1"]?.shown == 24)
        // A click and a watch a viewer, of which the later ones are the same again.
        #expect(summary.answers.accepted == 12 && summary.answers.duplicates == 36)
    }

    @Test func `a second run doubles nothing`() async throws {
        let server = FakeServer()
        _ = try await Simulation(schedule(settings), settings: settings, server: server).run()
        let second = try await Simulation(schedule(settings), settings: settings, server: server).run()
        #expect(second.events.accepted == 0 && second.events.duplicates == 24 && second.isComplete)
        #expect(server.stored.count == 24 + 12)
    }

    @Test func `a viewer's events arrive in order`() async throws {
        let server = FakeServer()
        _ = try await Simulation(schedule(settings), settings: settings, server: server).run()
        for user in 0..<6 {
            let items = server.log.values.filter { $0.user == UserID("u\(user)") && $0.kind == .rating }.map(\.item)
            #expect(items == ["i0", "i1", "i2", "i3"])
        }
    }

    @Test func `a server that is away for a while loses nothing`() async throws {
        let server = FakeServer(faults: Array(repeating: SimulationFault(.passing, "away"), count: 10))
        let slept = Recorder<Duration>()
        let summary = try await Simulation(
            schedule(settings), settings: settings, server: server, time: stoppedTime(slept)
        ).run()
        #expect(summary.isComplete && summary.requests.repeated == 10)
        #expect(slept.values.count == 10 && slept.values.allSatisfy { $0 >= .milliseconds(25) && $0 <= .seconds(2) })
    }

    @Test func `a pause the server asks for is kept`() async throws {
        let server = FakeServer(faults: [SimulationFault(.passing, "busy", retryAfter: .seconds(7))])
        let slept = Recorder<Duration>()
        _ = try await Simulation(
            schedule(settings), settings: settings, server: server, time: stoppedTime(slept)
        ).run()
        #expect(slept.values == [.seconds(7)])
    }

    @Test func `patience has an end, and the reason is told`() async throws {
        var settings = settings
        settings.patience = .seconds(5)
        let server = FakeServer(faults: Array(repeating: SimulationFault(.passing, "gone for good"), count: 10_000))
        let slept = Recorder<Duration>()
        let simulation = Simulation(schedule(settings), settings: settings, server: server, time: stoppedTime(slept))
        let fault = await #expect(throws: SimulationFault.self) { try await simulation.run() }
        #expect(fault?.message == "gone for good")
    }

    @Test func `an event that is refused costs itself, not its batch`() async throws {
        var settings = settings
        settings.sessionGap = 100_000
        let server = FakeServer(refusing: "i2")
        let summary = try await Simulation(schedule(settings), settings: settings, server: server).run()
        #expect(summary.events.refused == 6 && summary.events.accepted == 18 && !summary.isComplete)
        #expect(summary.refusals.first == "no i2 here")
    }

    @Test func `at a speed, sessions wait until they are due`() async throws {
        var settings = settings
        settings.speed = 100
        settings.connections = 1
        let slept = Recorder<Duration>()
        _ = try await Simulation(
            schedule(settings), settings: settings, server: FakeServer(), time: stoppedTime(slept)
        ).run()
        let total = slept.values.reduce(.zero, +) / .seconds(1)
        #expect(abs(total - 300.05) < 1e-6, "the last session begins 30,005 s after the first")
    }
}

/// Values in the order they came.
private final class Recorder<Value: Sendable>: Sendable {
    private let state = Mutex<[Value]>([])
    var values: [Value] { state.withLock { $0 } }
    func add(_ value: Value) { state.withLock { $0.append(value) } }
}

/// Shows i3 and i9 to everybody, and stores by name.
private final class FakeServer: SimulationServer {
    private let faults: Mutex<[SimulationFault]>
    private let names = Mutex<Set<String>>([])
    private let refused: ItemID?
    let log = Recorder<Interaction>()

    var stored: Set<String> { names.withLock { $0 } }

    /// - Parameter faults: the first requests fail so.
    init(faults: [SimulationFault] = [], refusing refused: ItemID? = nil) {
        self.faults = Mutex(faults)
        self.refused = refused
    }

    private func fail() throws(SimulationFault) {
        if let fault = faults.withLock({ $0.popLast() }) { throw fault }
    }

    func recommend(_ user: UserID, count: Int) async throws(SimulationFault) -> ShownList {
        try fail()
        return ShownList(version: "als/1", isFallback: false, requestID: "r", items: ["i3", "i9"])
    }

    func post(_ events: [SimulatedEvent]) async throws(SimulationFault) -> TakenEvents {
        try fail()
        if let refused, events.contains(where: { $0.interaction.item == refused }) {
            throw SimulationFault(.refused, "no \(refused) here")
        }
        let new = names.withLock { names in events.count { names.insert($0.eventID).inserted } }
        for event in events { log.add(event.interaction) }
        return TakenEvents(accepted: new, duplicates: events.count - new)
    }
}
