public import Actors
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle

/// The HTTP listener and its life: start, serve, drain, stop.
///
/// ```
///   run() ── bind ── serving ──(graceful shutdown)── draining ── stopped
///                                 /ready says 503, nothing more is accepted,
///                                 what is in flight ends, bounded by `drain`
/// ```
public actor HTTPGateway: Service {
    /// Where it is in its life. Read without suspending.
    public nonisolated var phase: GatewayPhase { services.phase.phase }

    private nonisolated let services: GatewayServices
    private nonisolated let frontDoor: FrontDoor
    private nonisolated let logger: Logger
    private var port: Int?
    private var portWaiters: [CheckedContinuation<Int?, Never>] = []

    /// The labels that the request meter must know: make it with these.
    public static func routeLabels(_ configuration: Configuration = Configuration()) -> [String] {
        RouteTable.all(configuration).routes.map(\.label)
    }

    /// - Parameter meter: made with `routeLabels`; other routes are counted as `other`.
    public init(
        configuration: Configuration, service: RecommendationService, store: ModelStore, events: EventIntake,
        ratings: any RatingCounts, metrics: MetricsActor, meter: RequestMeter,
        administration: (any ModelAdministration)? = nil,
        training: (any TrainingAdministration)? = nil, facts: any ServerFacts, monitors: (any MonitorFacts)? = nil,
        records: (any WorkRecords)? = nil, shadow: (any ShadowFacts)? = nil, time: ServingTime = .system, logger: Logger
    ) {
        let table = RouteTable.all(configuration)
        let document = OpenAPIDocument(
            table.routes, version: facts.softwareVersion, maximumCount: configuration.maximumCount)
        services = GatewayServices(
            configuration: configuration, service: service, store: store, events: events, ratings: ratings,
            metrics: metrics,
            administration: administration, training: training, facts: facts, monitors: monitors, records: records,
            shadow: shadow, time: time,
            document: document,
            logger: logger)
        frontDoor = FrontDoor(services, table, meter)
        self.logger = logger
    }

    /// The port that was bound; waits for the listener. Nil when it never came to be.
    public var boundPort: Int? {
        get async {
            if port != nil || phase == .stopped { return port }
            return await withCheckedContinuation { portWaiters.append($0) }
        }
    }

    /// Serves until graceful shutdown or cancellation.
    /// - Throws: `ListenError` when the listener cannot be bound.
    public func run() async throws {
        defer { stop() }
        do {
            try await withGracefulShutdownHandler {
                try await serve()
            } onGracefulShutdown: { [services] in
                // Registered before the server's own handler, so that /ready knows before the listener closes.
                services.phase.advance(to: .draining)
            }
        } catch  where port == nil && !(error is CancellationError) {
            let configuration = services.configuration
            throw ListenError(host: configuration.host, port: configuration.port, error)
        }
    }

    /// The listener and the makers beside it; the end of the listener ends them.
    private func serve() async throws {
        let server = makeServer()
        let services = services
        if let snapshot = services.store.current { await services.fragments.make(for: snapshot) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask { await services.fragments.run() }
            group.addTask { try await Self.boundDrain(services.configuration.drain) }
            defer { group.cancelAll() }
            // The first to end is the listener, by itself or because the time for draining is over.
            while let result = await group.nextResult() {
                switch result {
                case .success: return
                case .failure(is DrainTimeout):
                    logger.warning("shutdown: requests were still in flight and were cut off")
                    return
                case .failure(let error): throw error
                }
            }
        }
    }

    private struct DrainTimeout: Error {}

    /// Throws when the time for draining is over. Never returns before.
    private static func boundDrain(_ duration: Duration) async throws {
        try await gracefulShutdown()
        try await Task.sleep(for: duration)
        throw DrainTimeout()
    }

    private func makeServer() -> Server<GuardedHTTPChannel> {
        let configuration = services.configuration, door = frontDoor
        let channel = GuardedHTTPChannel(limits: configuration.limits) { request, writer, _ in
            let response = try await door.respond(to: request)
            try await writer.write(response: response.head, body: response.body)
        }
        return Server(
            childChannelSetup: channel,
            configuration: ServerConfiguration(
                address: .hostname(configuration.host, port: configuration.port), backlog: 1_024, reuseAddress: true,
                availableConnectionsDelegate: MaximumAvailableConnections(configuration.connectionLimit)),
            onServerRunning: { [weak self] channel in await self?.serves(on: channel.localAddress?.port) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
    }

    private func serves(on port: Int?) {
        self.port = port
        services.phase.advance(to: .serving)
        logger.notice("listening", metadata: ["host": "\(services.configuration.host)", "port": "\(port ?? 0)"])
        answerPortWaiters()
    }

    private func stop() {
        services.phase.advance(to: .stopped)
        answerPortWaiters()
    }

    private func answerPortWaiters() {
        let waiters = portWaiters
        portWaiters = []
        for waiter in waiters { waiter.resume(returning: port) }
    }
}

extension HTTPGateway {
    /// The same answers without a socket. For tests.
    package nonisolated var responder: FrontDoor { frontDoor }
    /// What is served. For tests.
    package nonisolated var table: RouteTable { frontDoor.table }
    package nonisolated var streams: StreamPlaces { services.streams }
    package nonisolated var document: OpenAPIDocument { services.document }
}
