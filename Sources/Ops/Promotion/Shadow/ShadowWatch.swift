public import Actors
import Foundation
public import Gateway
public import Logging
import Models
public import ServiceLifecycle

/// Keeps a challenger answering behind everybody's back, follows the registry when another one is to, and writes down what was
/// found.
///
/// ```
///   every few seconds: who serves? who is the challenger? ─ changed ─► write down, load the next one
///   in between: compare what the queue holds
/// ```
/// Everything here runs on an idle thread; nothing here touches what serves.
public actor ShadowWatch: Service, ShadowFacts {
    private let queue: ShadowQueue
    private let wanted: ShadowModel
    private let home: HomeFolder
    private let events: EventDatabase
    private let registry: ModelRegistry
    private let store: ModelStore
    private let maximumCount: Int
    private let interval: Duration
    private let clock: any Clock<Duration>
    private let logger: Logger
    /// Gets a processor when nobody else wants it.
    private let threads = IdleExecutor(threadCount: 1, name: "shadow")

    private var challenger: ShadowChallenger?
    private var traffic: ShadowTraffic?
    /// A version that could not be loaded, so that it is not tried again and again.
    private var refused: ModelVersion?
    private var note: String? = "no challenger was looked for yet"

    /// How often it is looked who serves, and who wants to.
    private static let lookEvery = 20

    /// - Parameters:
    ///   - queue: the one the service offers to; opened while there is a challenger.
    ///   - interval: the pause when there is nothing to compare.
    public init(
        queue: ShadowQueue, wanted: ShadowModel, home: HomeFolder, events: EventDatabase,
        operations: OperationsDatabase, store: ModelStore, maximumCount: Int = 100,
        interval: Duration = .milliseconds(100), clock: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) {
        self.queue = queue
        self.wanted = wanted
        self.home = home
        self.events = events
        registry = ModelRegistry(operations)
        self.store = store
        self.maximumCount = maximumCount
        self.interval = interval
        self.clock = clock
        self.logger = logger
    }

    /// Until shutdown or cancellation; what is then left in the queue is let go of, what was found is written down.
    public func run() async throws {
        let (ended, end) = AsyncStream.makeStream(of: Never.self, bufferingPolicy: .bufferingNewest(1))
        let work = Task(executorPreference: threads) {
            await self.workForEver()
            end.finish()
        }
        await withTaskCancellationOrGracefulShutdownHandler {
            for await _ in ended {}
        } onCancelOrGracefulShutdown: {
            work.cancel()
        }
        await stop(because: "the server stopped")
    }

    public func shadow() async -> ShadowState {
        ShadowState(share: queue.share, note: traffic == nil ? note : nil, report: await traffic?.findings)
    }

    private func workForEver() async {
        var turn = 0
        while !Task.isCancelled {
            if turn.isMultiple(of: Self.lookEvery) { await look() }
            turn += 1
            await traffic?.compareWhatIsThere()
            try? await clock.sleep(for: interval)
        }
    }

    /// Looks once who serves and who wants to, and tells the challenger's shards what is new.
    func look() async {
        let serving = store.current?.version
        let version = await find()
        if let traffic, traffic.champion != serving || traffic.challenger != version {
            await stop(because: "another model serves, or wants to")
        }
        guard let version, let serving else { return note = "no version is the challenger" }
        guard version != serving else { return note = "\(version) serves itself" }
        guard version != refused else { return }
        do {
            if traffic == nil { try await start(version, beside: serving) }
        } catch {
            refused = version
            note = "\(version) cannot be loaded: \(error)"
            return logger.warning(
                "the challenger cannot answer in the shadow", metadata: ["version": "\(version)", "reason": "\(error)"])
        }
        do {
            try await challenger?.catchUp()
        } catch {
            logger.warning("the challenger knows less than what serves", metadata: ["reason": "\(error)"])
        }
    }

    /// Compares once. For tests.
    func compare() async { await traffic?.compareWhatIsThere() }

    private func find() async -> ModelVersion? {
        switch wanted {
        case .version(let name): home.artefacts.find(name)
        case .challenger: try? await BackgroundThread.run { [registry] in try registry.version(called: .challenger) }
        }
    }

    private func start(_ version: ModelVersion, beside champion: ModelVersion) async throws {
        let loaded = try await ShadowChallenger.load(version, home: home, events: events, maximumCount: maximumCount)
        challenger = loaded
        traffic = ShadowTraffic(
            queue: queue, champion: champion, challenger: loaded.snapshot, router: loaded.router)
        refused = nil
        queue.open()
        logger.notice(
            "a challenger answers in the shadow",
            metadata: ["version": "\(version)", "beside": "\(champion)", "share": "\(queue.share)"])
    }

    /// Lets go of the challenger, and writes down what was found.
    private func stop(because reason: String) async {
        queue.close()
        guard let report = await traffic?.findings else { return }
        traffic = nil
        challenger = nil
        guard report.compared + report.failed > 0 else { return }
        do {
            let record = try DecisionRecord(report, share: queue.share, because: reason)
            try await BackgroundThread.run { [registry] in try registry.record(record) }
        } catch {
            logger.error("what the shadow showed could not be written down", metadata: ["reason": "\(error)"])
        }
    }
}
