import Actors
import Foundation
import Gateway
import Logging
import Models
import Synchronization
import Testing

@testable import Ops

@Suite struct `The supervisor` {
    private let folder: TemporaryFolder
    private let home: HomeFolder
    private let journal: RunJournal
    private let log: RetrainLog
    private let world = World()

    init() throws {
        folder = try TemporaryFolder()
        home = HomeFolder(folder.url)
        let operations = try OperationsDatabase(home: folder.url)
        journal = RunJournal(operations)
        log = RetrainLog(operations)
    }

    /// What the supervisor sees and does, under the test's control.
    private final class World: Sendable {
        struct State {
            var now = Date(timeIntervalSince1970: 1_000_000)
            var newEvents = 0
            var runs: [(id: RunID, reasons: [String])] = []
            var requests: [TrainingRequest] = []
            var breaches: [RetrainSignal] = []
            var failure: String?
            /// Nothing can be written down.
            var losesItsJournal = false
            var holdsRuns = false
        }
        let state = Mutex(State())
        var runs: [(id: RunID, reasons: [String])] { state.withLock { $0.runs } }

        func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
    }

    private func supervisor(schedule: RetrainSchedule? = nil, newEvents: Int? = 10, gap: Double = 60) -> Supervisor {
        let journal = journal, world = world, home = home
        return Supervisor(
            settings: Supervisor.Settings(
                schedule: schedule, policy: RetrainPolicy(newEvents: newEvents, minimumGap: gap)),
            work: Supervisor.Work(
                run: { order, staysOpen, progress in
                    let now = world.state.withLock { $0.now }
                    let id = order.id
                    world.set {
                        $0.runs.append((id, order.reasons))
                        $0.requests.append(order.request)
                    }
                    if world.state.withLock({ $0.losesItsJournal }) {
                        throw StorageError(.diskFull, "the disk is full")
                    }
                    _ = try journal.begin(id, because: order.reasons, at: now)
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
                lock: { try home.lockForTraining() },
                check: { _ = try RetrainingSettings(workerCount: 1).asked($0, plugins: .standard) },
                newEvents: { world.state.withLock { $0.newEvents } }, hasChampion: { true },
                breaches: { world.state.withLock { $0.breaches } }, now: { world.state.withLock { $0.now } }),
            journal: journal, log: log, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
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
        let error = await #expect(throws: AdministrationError.self) {
            try await supervisor.startTraining(.standing)
        }
        #expect(error?.code == .training)
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
        let id = try await supervisor.startTraining(.standing)
        #expect(try await supervisor.cancelTraining() == id)
        let state = try await supervisor.trainingState()
        #expect(state.run == nil && state.ended.map(\.status) == ["killed"])
    }

    @Test func `a run that was promised is taken up, though its process ended before it began`() async throws {
        let first = supervisor()
        world.set { $0.losesItsJournal = true }
        let id = try await first.startTraining(.standing)
        await first.waitForRun()
        #expect(try journal.unfinished()?.id.rawValue == id)
        world.set {
            $0.losesItsJournal = false; $0.now += 600
        }
        let second = supervisor()
        await second.look()
        await second.waitForRun()
        #expect(world.runs.map(\.id.rawValue) == [id, id])
        #expect(try journal.unfinished() == nil)
    }

    @Test func `a schedule is kept across restarts`() async throws {
        let schedule = try RetrainSchedule(parsing: "1h")
        let first = supervisor(schedule: schedule)
        _ = try await first.startTraining(.standing)
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
        await supervisor.look()
        await supervisor.waitForRun()
        #expect(world.runs.map(\.id) == [id] && world.runs[0].reasons == ["taken up: it was cut off after publish"])
        #expect(try journal.unfinished() == nil)
    }

    @Test func `shutdown leaves a run to be taken up`() async throws {
        let supervisor = supervisor()
        world.set { $0.holdsRuns = true }
        let id = try await supervisor.startTraining(.standing)
        let service = Task { try await supervisor.run() }
        service.cancel()
        try await service.value
        #expect(try journal.unfinished()?.id.rawValue == id)
    }

    // MARK: Failures

    @Test func `a scheduled run that failed stays due`() async throws {
        let supervisor = supervisor(schedule: try RetrainSchedule(parsing: "1h"))
        world.set {
            $0.now += 3_600; $0.failure = "the disk is full"
        }
        await supervisor.look()
        await supervisor.waitForRun()
        world.set {
            $0.now += 120; $0.failure = nil
        }
        await supervisor.look()
        await supervisor.waitForRun()
        #expect(world.runs.map(\.reasons) == [["the schedule says so"], ["the schedule says so"]])
        #expect(try await supervisor.trainingState().nextScheduledAt == 1_000_000 + 3_600 + 120 + 3_600)
    }

    @Test func `without a pause between runs a failure still makes one`() async throws {
        let supervisor = supervisor(gap: 0)
        world.set {
            $0.newEvents = 10; $0.failure = "the disk is full"
        }
        for (pause, runs) in [(0.0, 1), (59, 1), (1, 2)] {
            world.set { $0.now += pause }
            await supervisor.look()
            await supervisor.waitForRun()
            #expect(world.runs.count == runs, "after \(pause) s")
        }
    }

    @Test func `a failure that cannot even be written down counts`() async throws {
        let supervisor = supervisor()
        world.set {
            $0.newEvents = 10; $0.losesItsJournal = true
        }
        for (pause, runs) in [(0.0, 1), (119, 1), (1, 2), (239, 2), (1, 3)] {
            world.set { $0.now += pause }
            await supervisor.look()
            await supervisor.waitForRun()
            #expect(world.runs.count == runs, "after \(pause) s")
        }
    }

    // MARK: Two processes

    @Test func `what another process works on is not taken up, and nothing is started beside it`() async throws {
        let lock = try #require(try home.lockForTraining())
        _ = try journal.begin(RunID(), at: Date(timeIntervalSince1970: 999_000))
        let supervisor = supervisor()
        world.set { $0.newEvents = 10 }
        await supervisor.look()
        #expect(world.runs.isEmpty)
        let state = try await supervisor.trainingState()
        #expect(state.reasons == ["another process trains in this home; what it promotes is taken up here"])
        #expect(state.decisions.map(\.kind) == ["wait"] && state.ended.isEmpty)
        await #expect(throws: AdministrationError.self) { try await supervisor.startTraining(.standing) }
        lock.release()
        await supervisor.look()
        await supervisor.waitForRun()
        #expect(world.runs.map(\.reasons) == [["taken up: it was cut off after its start"]])
    }

    @Test func `the lock is free again when a run has ended`() async throws {
        let supervisor = supervisor()
        world.set { $0.holdsRuns = true }
        _ = try await supervisor.startTraining(.standing)
        #expect(try home.lockForTraining() == nil)
        world.set { $0.holdsRuns = false }
        await supervisor.waitForRun()
        #expect(try home.lockForTraining() != nil)
    }

    // MARK: What is kept

    @Test func `changes of mind are kept with their signals, across restarts`() async throws {
        let first = supervisor()
        await first.look()
        world.set { $0.newEvents = 3 }
        await first.look()
        #expect(try log.latest(limit: 10).map(\.kind) == [.wait])
        world.set { $0.newEvents = 12 }
        await first.look()
        await first.waitForRun()
        let second = supervisor()
        let decisions = try await second.trainingState().decisions
        #expect(decisions.map(\.kind) == ["train", "wait"])
        #expect(decisions[0].reasons == ["12 new events, 10 are enough"])
        #expect(decisions[0].runID == world.runs[0].id.rawValue)
        let signal = try #require(decisions[0].signals.first { $0.name == "new_events" })
        #expect(signal.value == 12 && signal.limit == 10)
        #expect(try await second.trainingState().reasons == ["12 new events, 10 are enough"])
    }

    @Test func `only so many decisions are kept`() throws {
        for number in 0..<RetrainLog.maximumCount + 5 {
            try log.record(
                RetrainLog.Entry(
                    at: Date(timeIntervalSince1970: Double(number)), kind: .wait, reasons: [], signals: []))
        }
        let kept = try log.latest(limit: 10_000)
        #expect(kept.count == RetrainLog.maximumCount && kept.first?.at == Date(timeIntervalSince1970: 1_004))
    }

    @Test func `an interval does not begin anew with the server while no run has ended`() async throws {
        let schedule = try RetrainSchedule(parsing: "1h")
        await supervisor(schedule: schedule).look()
        world.set { $0.now += 1_800 }
        await supervisor(schedule: schedule).look()
        world.set { $0.now += 1_800 }
        let third = supervisor(schedule: schedule)
        await third.look()
        await third.waitForRun()
        #expect(world.runs.map(\.reasons) == [["the schedule says so"]])
    }

    // MARK: What is asked

    @Test func `one run is started with other models and settings than the standing ones`() async throws {
        let supervisor = supervisor()
        let request = TrainingRequest(models: ["als"], settings: ["als": ["factors": .integer(1)]])
        let id = try await supervisor.startTraining(request)
        await supervisor.waitForRun()
        #expect(try log.latest(limit: 1).first?.run?.rawValue == id)
        #expect(try log.latest(limit: 1).first?.reasons.map(\.name) == ["by_hand"])
        #expect(world.state.withLock { $0.requests } == [request])
    }

    @Test(arguments: [
        (TrainingRequest(models: ["alss"]), "models[0]"),
        (TrainingRequest(models: []), "models"),
        (TrainingRequest(settings: ["ease": [:]]), "settings.ease"),
        (TrainingRequest(settings: ["als": ["factor": .integer(8)]]), "settings.als.factor"),
        (TrainingRequest(settings: ["als": ["factors": .text("many")]]), "settings.als.factors"),
    ])
    func `what no run can be asked for is refused by its name`(request: TrainingRequest, field: String) async throws {
        let supervisor = supervisor()
        let error = await #expect(throws: AdministrationError.self) { try await supervisor.startTraining(request) }
        #expect(error?.code == .unknownSetting && error?.field == field)
        #expect(world.runs.isEmpty)
    }

    // MARK: Monitors

    @Test func `a broken limit starts one run, and no second without new events`() async throws {
        let supervisor = supervisor(newEvents: nil)
        world.set {
            $0.newEvents = 1
            $0.breaches = [
                RetrainSignal(name: "genres_js", value: 0.3, limit: 0.1, sentence: "genres drift", measuredAt: $0.now)
            ]
        }
        await supervisor.look()
        await supervisor.waitForRun()
        #expect(world.runs.map(\.reasons) == [["genres drift"]])
        // Measured before that run, then anew without anything new to learn from, then with.
        for (newEvents, isNew, runs) in [(1, false, 1), (0, true, 1), (1, true, 2)] {
            world.set {
                $0.now += 600
                $0.newEvents = newEvents
                if isNew { $0.breaches[0].measuredAt = $0.now }
            }
            await supervisor.look()
            await supervisor.waitForRun()
            #expect(world.runs.count == runs)
        }
    }
}
