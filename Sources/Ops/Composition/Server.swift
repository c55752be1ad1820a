import Actors
import Foundation
import Gateway
import Logging
import Models
import ServiceLifecycle
import UnixSignals

/// The server, put together in dependency order; the one place where all rooms meet.
///
/// ```
///   operations ─ registry ─ model activator ─────┐
///   database ─ artefacts ─ loader ─ model store ─┤
///                     counters ─ shards ─────────┼─ recommendation service ─ gateway
///   event store ─ event intake ──────────────────┤
///   request log ─ record writer ─ record buffer ─┘
/// ```
/// Everything long-lived is a service of one group, which stops it in the opposite order: the gateway first, then what
/// feeds it, the record writer last, so that nothing that was answered goes unrecorded.
public struct Server: Sendable {
    private let configuration: ServerConfiguration
    private let logger: Logger

    /// - Throws: `ConfigurationError` for a log level that does not exist.
    public init(_ configuration: ServerConfiguration) throws(ConfigurationError) {
        self.configuration = configuration
        guard let level = Logger.Level(rawValue: configuration.logLevel) else {
            throw ConfigurationError(
                message: "--log-level takes one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        var logger = Logger(label: "marquee") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        self.logger = logger
    }

    /// Serves until SIGTERM or SIGINT, then stops in order and returns.
    ///
    /// - Parameter announce: called once with the server's address, and the admin token if it was made up here.
    public func run(announce: @escaping @Sendable (_ address: String, _ madeUpToken: String?) -> Void) async throws {
        let home = configuration.home
        try home.prepare()
        let lock = try lockHome(home)
        defer { withExtendedLifetime(lock) {} }

        let database = try EventDatabase(home: home.url)
        let operations = try OperationsDatabase(home: home.url)
        let tracking = try Tracking(
            operations, environment: ProcessInfo.processInfo.environment, logger: logger)
        tracking.closeAbandonedRuns()
        let counters = CounterBoard()
        let router = ShardRouter(shardCount: configuration.shardCount, counters: counters)
        let requestLog = configuration.requestLog ? try RequestLog(home, configuration, counters, logger) : nil
        let models = try ModelServing(
            home, database, router: router, maximumCount: configuration.maximumCount, counters: counters,
            follower: RegistryFollower(ModelRegistry(operations), models: home.models, tracker: tracking.tracker),
            similarIndex: configuration.similarIndex, logger: logger, journal: requestLog?.journal)
        try await restoreModel(models.activator)

        let eventStore = SQLiteEventStore(database: database)
        let unknownItems = UnknownItemLog(counters: counters)
        let shadow = shadow(home, database, operations, models.store)
        let service = RecommendationService(
            store: models.store, router: router, records: requestLog?.buffer, unknownItems: unknownItems,
            counters: counters, shadow: shadow?.queue)
        let monitors = MonitorBoard()
        let learning = Learning(
            home, database, operations, configuration.retraining, activator: models.activator, store: models.store,
            tracker: tracking.tracker, logger: logger,
            signals: MonitorSignals(
                board: monitors, history: EvaluationHistory(operations), store: models.store,
                events: configuration.retraining.eventsForDrift ?? 0))
        let front = makeFront(
            service, EventIntake(store: eventStore, router: router, counters: counters), RatingTally(database), models,
            learning, monitors, KeptRecords(home, database, operations), shadow?.watch, router, counters
        ) {
            // What may wait besides rankings.
            var queues = [await eventStore.queue]
            if let buffer = requestLog?.buffer {
                queues.append(QueueDepth("records", depth: buffer.count, capacity: buffer.capacity))
            }
            if let queue = shadow?.queue {
                queues.append(QueueDepth("shadow", depth: queue.count, capacity: queue.capacity))
            }
            return queues
        }
        var services: [any Service] = requestLog.map { [$0.writer] } ?? []
        services.append(front.metrics)
        services += background(tracking.services + (requestLog.map { [$0.retention] } ?? []))
        services += background(
            evaluation(requestLog, database, operations) + (shadow.map { [$0.watch] } ?? [])
                + retention(home, operations))
        services += background([
            learning.supervisor, UnknownItemFlush(log: unknownItems, database: database, logger: logger),
            ModelWatch(activator: models.activator, interval: configuration.watchInterval),
            PromotionWatch(
                store: models.store, metrics: front.metrics, activator: models.activator,
                violations: { counters[.ruleViolations] }, logger: logger,
                record: { try ModelRegistry(operations).record($0) }),
            MonitoringJob(
                home: home, events: database, operations: operations, board: monitors, models: models.store,
                logger: logger),
            DayCounterJob(operations, metrics: front.metrics, logger: logger),
            DailyReportJob(home: home, events: database, operations: operations, logger: logger),
        ])
        services += [
            Announcement(gateway: front.gateway, host: configuration.host) { announce($0, front.madeUpToken) },
            front.gateway,
        ]
        try await serve(services)
        try await eventStore.close()
        try requestLog?.close()
        try operations.checkpoint()
        logger.notice("stopped in order")
    }

    private struct Front {
        var gateway: HTTPGateway
        var metrics: MetricsActor
        /// The admin token, when none was configured.
        var madeUpToken: String?
    }

    private func makeFront(
        _ service: RecommendationService, _ events: EventIntake, _ ratings: RatingTally, _ models: ModelServing,
        _ learning: Learning,
        _ monitors: MonitorBoard, _ records: KeptRecords, _ shadow: ShadowWatch?, _ router: ShardRouter,
        _ counters: CounterBoard, queues: @escaping @Sendable () async -> [QueueDepth]
    ) -> Front {
        let madeUpToken = configuration.adminToken == nil ? Self.makeToken() : nil
        let configuration = configuration.gateway(adminToken: configuration.adminToken ?? madeUpToken)
        let meter = RequestMeter(routes: HTTPGateway.routeLabels(configuration))
        let metrics = MetricsActor(
            meter: meter, router: router, store: models.store, counters: counters, queues: queues)
        let gateway = HTTPGateway(
            configuration: configuration, service: service, store: models.store, events: events, ratings: ratings,
            metrics: metrics,
            meter: meter, administration: models.activator, training: learning.supervisor, facts: ProcessReading(),
            monitors: monitors, records: records, shadow: shadow, logger: logger)
        return Front(gateway: gateway, metrics: metrics, madeUpToken: madeUpToken)
    }

    /// Judges what was answered by what followed; nothing where no answers are written down, or nobody wants it.
    private func evaluation(
        _ requestLog: RequestLog?, _ events: EventDatabase, _ operations: OperationsDatabase
    ) -> [any Service] {
        guard let requestLog, let interval = configuration.observation.evaluateEvery else { return [] }
        return [
            OnlineEvaluationJob(
                events: events, requests: requestLog.store, history: EvaluationHistory(operations),
                configuration: OnlineEvaluationJob.Configuration(
                    interval: interval, window: configuration.observation.evaluateWindow), logger: logger)
        ]
    }

    /// Lets old versions' files go; nothing where all are kept.
    private func retention(_ home: HomeFolder, _ operations: OperationsDatabase) -> [any Service] {
        configuration.observation.keepVersions.map { keep in
            [VersionRetentionJob(VersionRetention(home: home, operations: operations, keep: keep), logger: logger)]
        } ?? []
    }

    /// Lets a challenger answer unseen; nil when no share of the requests is for it.
    private func shadow(
        _ home: HomeFolder, _ events: EventDatabase, _ operations: OperationsDatabase, _ store: ModelStore
    ) -> (queue: ShadowQueue, watch: ShadowWatch)? {
        let observation = configuration.observation
        guard observation.shadowShare > 0 else { return nil }
        let queue = ShadowQueue(share: observation.shadowShare, isOpen: false)
        let watch = ShadowWatch(
            queue: queue, wanted: observation.shadowModel, home: home, events: events, operations: operations,
            store: store, maximumCount: configuration.maximumCount, logger: logger)
        return (queue, watch)
    }

    /// What serving can do without: started again when it fails.
    private func background(_ services: [any Service]) -> [any Service] {
        services.map { RestartedService(service: $0, logger: logger) }
    }

    private func serve(_ services: [any Service]) async throws {
        var group = ServiceGroupConfiguration(
            services: services.map {
                // When the gateway ends (a port that is taken, or shutdown), everything does.
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = configuration.drainTimeout + .seconds(10)
        group.maximumCancellationDuration = .seconds(5)
        try await ServiceGroup(configuration: group).run()
    }

    /// A model that cannot be loaded does not keep the server from starting: it says so, is not ready, and takes up the
    /// next one that is made active.
    private func restoreModel(_ activator: ModelActivator) async throws {
        do {
            guard let version = try await activator.restore() else {
                return logger.warning("no model is active yet: not ready until `marquee train` makes one")
            }
            logger.notice("a model serves", metadata: ["version": "\(version)"])
        } catch {
            logger.error("not ready", metadata: ["reason": "\(error)"])
        }
    }

    private func lockHome(_ home: HomeFolder) throws -> HomeLock {
        do throws(FileError) {
            return try home.lockForServing()
        } catch {
            guard error.code == EWOULDBLOCK else { throw error }
            throw ConfigurationError(
                message: "another server already serves \(home.url.path); stop it, or give this one another --home")
        }
    }

    /// 32 characters from the system's random source.
    private static func makeToken() -> String {
        var source = SystemRandomNumberGenerator()
        let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
        return String((0..<32).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &source)] })
    }
}

extension ServerConfiguration {
    func gateway(adminToken: String?) -> HTTPGateway.Configuration {
        var gateway = HTTPGateway.Configuration()
        gateway.host = host
        gateway.port = port
        gateway.adminToken = adminToken
        gateway.maximumCount = maximumCount
        gateway.bodyBytes = bodyLimit
        gateway.limits = ConnectionLimits(
            headerBytes: headerLimit, idle: idleTimeout, body: bodyTimeout, write: writeTimeout)
        gateway.connectionLimit = connectionLimit
        gateway.drain = drainTimeout
        gateway.benchmarkRoutes = benchmarkRoutes
        gateway.sampleViewers = sampleViewers ?? false
        return gateway
    }
}
