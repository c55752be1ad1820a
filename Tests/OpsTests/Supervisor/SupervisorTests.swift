import Actors
import Foundation
import Gateway
import Logging
import Synchronization
import Testing

@testable import Ops

@Suite struct `The supervisor` {
    private let folder: TemporaryFolder
    private let journal: RunJournal
    private let world = World()

    init() throws {
        folder = try TemporaryFolder()
        journal = RunJournal(try OperationsDatabase(home: folder.url))
    }

    /// What the supervisor sees and does, under the test's control.
    private final class World: Sendable {
        struct State {
            var now = Date(timeIntervalSince1970: 1_000_000)
            var newEvents = 0
            var runs: [(id: RunID, reasons: [String])] = []
            var failure: String?
            var holdsRuns = false
        }
        let state = Mutex(State())
        var runs: [(id: RunID, reasons: [String])] { state.withLock { $0.runs } }

        func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
    }

    private func supervisor(schedule: RetrainSchedule? = nil, newEvents: Int? = 10) -> Supervisor {
        let journal = journal, world = world
        return Supervisor(
            settings: Supervisor.Settings(
                schedule: schedule, policy: RetrainPolicy(newEvents: newEvents, minimumGap: 60)),
            work: Supervisor.Work(
                run: { id, reasons, staysOpen, progress in
                    let now = world.state.withLock { $0.now }
                    world.set { $0.runs.append((id, reasons)) }
                    _ = try journal.begin(id, at: now)
                    progress(.began(.judge))
                    if let failure = world.state.withLock({ $0.failure }) {
                        try journal.end(id, .failed, outcome: failure, at: now)
                        throw TrainingRunError(message: failure)
                    }
                    while world.state.withLock({ $0.holdsRuns }), !Task.isCancelled { await Task.yield() }
                    if Task.isCancelled {
                        if !staysOpen() { try journal.end(id, .killed, outcome: "cancelled", at: now) }
                        throw CancellationError()
                    }
                    try journal.end(id, .finished, outcome: "held", at: now)
                    return RetrainingOutcome(
                        decision: .hold, version: ModelVersion(name: "als", version: "1"), paragraph: "held")
                },
                newEvents: { world.state.withLock { $0.newEvents } }, hasChampion: { true },
                now: { world.state.withLock { $0.now } }),
            journal: journal, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func `it trains when the policy says so, and tells why`() async throws {
        let supervisor = supervisor()
        await supervisor.look()
        #expect(world.runs.isEmpty)
        world.set { $0.newEvents = 10 }
        await supervisor.look()
        await supervisor.waitForRun()
        #expect(world.runs.count == 1 && world.runs[0].reasons == ["10 new events, 10 are enough"])
        let state = try await supervisor.trainingState()
        #expect(state.run == nil && state.ended.map(\.outcome) == ["held"])
    }

    @Test func `one run at a time`() async throws {
        let supervisor = supervisor()
        world.set {
            $0.newEvents = 10; $0.holdsRuns = true
        }
        await supervisor.look()
        await supervisor.look()
        await #expect(throws: AdministrationError.self) { try await supervisor.startTraining() }
        while try await supervisor.trainingState().run?.step != "judge" { await Task.yield() }
        let state = try await supervisor.trainingState()
        #expect(state.run?.reasons == ["10 new events, 10 are enough"])
        world.set { $0.holdsRuns = false }
        await supervisor.waitForRun()
        #expect(world.runs.count == 1)
    }

    @Test func `an administrator starts and stops a run`() async throws {
        let supervisor = supervisor()
        #expect(try await supervisor.cancelTraining() == nil)
        world.set { $0.holdsRuns = true }
        let id = try await supervisor.startTraining()
        #expect(try await supervisor.cancelTraining() == id)
        let state = try await supervisor.trainingState()
        #expect(state.run == nil && state.ended.map(\.status) == ["killed"])
    }

    @Test func `a schedule is kept across restarts`() async throws {
        let schedule = try RetrainSchedule(parsing: "1h")
        let first = supervisor(schedule: schedule)
        _ = try await first.startTraining()
        await first.waitForRun()
        world.set { $0.now += 3_599 }
        let second = supervisor(schedule: schedule)
        await second.look()
        #expect(world.runs.count == 1)
        world.set { $0.now += 1 }
        await second.look()
        await second.waitForRun()
        #expect(world.runs.count == 2 && world.runs[1].reasons == ["the schedule says so"])
    }

    @Test func `a run that fails is tried again, later and later`() async throws {
        let supervisor = supervisor()
        world.set {
            $0.newEvents = 10; $0.failure = "the disk is full"
        }
        for (pause, runs) in [(0.0, 1), (119, 1), (1, 2), (239, 2), (1, 3)] {
            world.set { $0.now += pause }
            await supervisor.look()
            await supervisor.waitForRun()
            #expect(world.runs.count == runs, "after \(pause) s")
        }
        let state = try await supervisor.trainingState()
        #expect(state.ended.allSatisfy { $0.status == "failed" && $0.outcome == "the disk is full" })
    }

    @Test func `a run that the end of the process cut off is taken up`() async throws {
        let id = RunID()
        _ = try journal.begin(id, at: Date(timeIntervalSince1970: 999_000))
        try journal.complete(.publish, of: id, output: "published")
        let supervisor = supervisor()
        await supervisor.takeUp()
        await supervisor.waitForRun()
        #expect(world.runs.map(\.id) == [id] && world.runs[0].reasons == ["taken up: it was cut off after publish"])
        #expect(try journal.unfinished() == nil)
    }

    @Test func `shutdown leaves a run to be taken up`() async throws {
        let supervisor = supervisor()
        world.set { $0.holdsRuns = true }
        let id = try await supervisor.startTraining()
        let service = Task { try await supervisor.run() }
        service.cancel()
        try await service.value
        #expect(try journal.unfinished()?.id.rawValue == id)
    }
}
