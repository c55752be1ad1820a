import Actors
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Models
import ServiceLifecycle
import Synchronization
import TestSupport

@testable import Gateway

/// A gateway over a small model, with everything behind it in reach.
struct GatewayWorld {
    let counters = CounterBoard()
    let store: ModelStore
    let events = MemoryEventStore()
    let administration = ScriptedAdministration()
    let training = ScriptedTraining()
    let records = FixedRecords()
    let meter: RequestMeter
    let gateway: HTTPGateway

    static let token = "a-token-for-tests-0123456789"

    /// - Parameters:
    ///   - serves: whether a model serves.
    ///   - snapshot: which.
    ///   - shadow: takes viewers' requests for a challenger.
    init(
        serves: Bool = true, snapshot: ServingSnapshot = .small, shadow: ShadowQueue? = nil,
        _ change: (inout HTTPGateway.Configuration) -> Void = { _ in }
    ) {
        var configuration = HTTPGateway.Configuration()
        configuration.port = 0
        configuration.adminToken = Self.token
        configuration.webFolder = Self.webFolder
        change(&configuration)
        store = ModelStore(serving: serves ? snapshot : nil, counters: counters)
        let router = ShardRouter(shardCount: 2, counters: counters)
        let service = RecommendationService(
            store: store, router: router, unknownItems: UnknownItemLog(counters: counters), counters: counters,
            shadow: shadow)
        meter = RequestMeter(routes: HTTPGateway.routeLabels(configuration))
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        gateway = HTTPGateway(
            configuration: configuration, service: service, store: store,
            events: EventIntake(store: events, router: router, counters: counters), ratings: FixedRatings(),
            metrics: MetricsActor(meter: meter, router: router, store: store, counters: counters), meter: meter,
            administration: administration, training: training, facts: FixedFacts(), monitors: FixedMonitors(),
            records: records, shadow: FixedShadow(), logger: logger)
    }

    /// The pages as they stand in the sources.
    static let webFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Gateway/Web").path

    /// Sends one request through the front door, without a socket.
    func send(
        _ method: HTTPRequest.Method, _ target: String, _ body: String? = nil, headers: HTTPFields = [:]
    ) async throws -> TestAnswer {
        var headers = headers
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        let given = headers
        return try await Application(responder: gateway.responder).test(.router) { client in
            try await client.execute(
                uri: target, method: method, headers: given, body: body.map { ByteBuffer(string: $0) }
            ) {
                TestAnswer($0)
            }
        }
    }

    func post(_ target: String, _ body: String) async throws -> TestAnswer { try await send(.post, target, body) }
    func get(_ target: String, headers: HTTPFields = [:]) async throws -> TestAnswer {
        try await send(.get, target, headers: headers)
    }

    /// Runs the gateway on a port of its own while `body` runs, then stops it gracefully.
    func live<Result: Sendable>(_ body: @Sendable (Int) async throws -> Result) async throws -> Result {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let group = ServiceGroup(configuration: .init(services: [gateway], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            guard let port = await gateway.boundPort else { throw GatewayDidNotStart() }
            do {
                let result = try await body(port)
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                return result
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
        }
    }
}

struct GatewayDidNotStart: Error {}

/// An answer with its JSON read by another parser than ours.
struct TestAnswer: Sendable {
    var status: Int
    var headers: HTTPFields
    var text: String
    /// As it came, which for a packed answer is no text.
    var bytes: [UInt8] = []

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        text = String(buffer: response.body)
        bytes = Array(response.body.readableBytesView)
    }

    init(status: Int, headers: HTTPFields, text: String) {
        self.status = status
        self.headers = headers
        self.text = text
    }

    /// By Foundation.
    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }

    var code: String? { json["code"] as? String }
    var field: String? { json["field"] as? String }
    var items: [[String: Any]] { json["items"] as? [[String: Any]] ?? [] }
    var ids: [String] { items.compactMap { $0["movie_id"] as? String } }
}

/// Events in memory; can be told to fail.
final class MemoryEventStore: EventStore {
    private let state = Mutex<(events: [ViewerEvent], error: EventStoreError?)>(([], nil))

    var events: [ViewerEvent] { state.withLock { $0.events } }

    func fail(with error: EventStoreError?) { state.withLock { $0.error = error } }

    func append(_ events: [ViewerEvent]) async throws(EventStoreError) -> [EventReceipt] {
        let result: Result<[EventReceipt], EventStoreError> = state.withLock { state in
            if let error = state.error { return .failure(error) }
            return .success(
                events.map { event in
                    guard !state.events.contains(where: { $0.eventID == event.eventID }) else { return .duplicate }
                    state.events.append(event)
                    return .accepted
                })
        }
        return try result.get()
    }
}

/// Administration that does as it is told and remembers what it was asked.
final class ScriptedAdministration: ModelAdministration {
    private let state = Mutex<(calls: [String], error: AdministrationError?)>(([], nil))

    var calls: [String] { state.withLock { $0.calls } }
    func fail(with error: AdministrationError) { state.withLock { $0.error = error } }

    private func perform(_ call: String) throws {
        let error = state.withLock { state in
            state.calls.append(call)
            return state.error
        }
        if let error { throw error }
    }

    func activate(version: String) async throws -> ModelVersion {
        try perform("activate \(version)")
        return ModelVersion(name: "test", version: version)
    }

    func rollback() async throws -> ModelVersion {
        try perform("rollback")
        return ModelVersion(name: "test", version: "0")
    }

    func versions() async throws -> [ModelSummary] {
        try perform("versions")
        return [
            ModelSummary(
                version: ModelVersion(name: "test", version: "1"), algorithm: "als", trainedAt: 1_700_000_000,
                isServing: true, metrics: ["ndcg@10": 0.5], stage: "Production",
                aliases: ["champion"])
        ]
    }
}

/// A supervisor with one run under way, or none.
final class ScriptedTraining: TrainingAdministration {
    private let isRunning = Mutex(false)
    private let asked = Mutex<[TrainingRequest]>([])
    var requests: [TrainingRequest] { asked.withLock { $0 } }

    func startTraining(_ request: TrainingRequest) async throws -> String {
        if request.models == ["alss"] {
            throw AdministrationError(.unknownSetting, "there is no model 'alss'", field: "models[0]")
        }
        try isRunning.withLock { isRunning in
            guard !isRunning else { throw AdministrationError(.training, "a run is under way") }
            isRunning = true
        }
        asked.withLock { $0.append(request) }
        return "run-1"
    }

    func trainingRuns(limit: Int) async throws -> [TrainingState.Ended] {
        (0..<min(limit, 30)).map {
            TrainingState.Ended(
                id: "run-\($0)", status: "failed", outcome: "failed: the disk is full", reasons: ["by hand"],
                startedAt: 1_500_000_000, endedAt: 1_600_000_000)
        }
    }

    func cancelTraining() async throws -> String? {
        isRunning.withLock { isRunning in
            defer { isRunning = false }
            return isRunning ? "run-1" : nil
        }
    }

    private let run = TrainingState.Run(
        id: "run-1", reasons: ["100 new events"], startedAt: 1_700_000_000, step: "judge",
        activity: "als: step 2 of 10", model: "als", epoch: 2, epochCount: 10, share: 0.2, loss: 12.5, secondsLeft: 3)

    func trainingRun() async -> TrainingState.Run? { isRunning.withLock { $0 } ? run : nil }

    func trainingState() async throws -> TrainingState {
        let ended = TrainingState.Ended(
            id: "run-0", status: "finished", outcome: "Held: within the noise.", reasons: ["by hand"],
            startedAt: 1_500_000_000, endedAt: 1_600_000_000)
        return TrainingState(
            run: isRunning.withLock { $0 } ? run : nil, ended: [ended], reasons: ["nothing asks for it"],
            nextScheduledAt: 1_800_000_000, newEvents: 7,
            decisions: [
                TrainingState.Decision(
                    at: 1_600_000_000, kind: "train", reasons: ["genres drift"],
                    signals: [.init(name: "genres_js", value: 0.3, limit: 0.1, sentence: "genres drift")],
                    runID: "run-0")
            ])
    }
}

/// Film i0: one of two stars, two of four and a half, one of five. No other film was rated.
struct FixedRatings: RatingCounts {
    func ratings(of item: ItemID) async throws -> [Int] {
        item == "i0" ? [0, 0, 0, 1, 0, 0, 0, 0, 2, 1] : [Int](repeating: 0, count: 10)
    }
}

struct FixedFacts: ServerFacts {
    let softwareVersion = "1.2.3"
    func process() -> ProcessFacts {
        ProcessFacts(
            residentBytes: 1_000, virtualBytes: 2_000, allocatedBytes: 500, openFiles: 10, maximumFiles: 1_024,
            threads: 4, processorSeconds: 1.5, startTime: 1_700_000_000)
    }
}

struct FixedMonitors: MonitorFacts {
    func monitors() -> [MonitorGauge] {
        [
            MonitorGauge(name: "ratings_psi", value: 0.3, limit: 0.25, breached: true, measuredAt: 1_700_000_500.5),
            MonitorGauge(name: "served_gini", value: 0.75, limit: nil, breached: false, measuredAt: 1_700_000_500.5),
        ]
    }
}

extension ServingSnapshot {
    /// Eight films; u0 likes i0 and i2, u1 likes i4. Ranked by popularity alone, which falls with the number.
    static let small = fixture(version: "1")

    static func fixture(version: String) -> ServingSnapshot {
        let training = TrainingSet.fixture(likes: [[0, 2], [4], []], itemCount: 8, movies: movies)
        let popularity = PopularityModel(counting: training)
        do {
            return try ServingSnapshot(
                version: ModelVersion(name: "test", version: version), model: popularity, users: training.users,
                items: training.items, seen: training.seen, popularity: popularity,
                catalogue: Catalogue(items: training.items, movies: movies + [later]), trainedAt: 1_700_000_000)
        } catch {
            fatalError("the fixture's parts do not fit: \(error)")
        }
    }

    static let movies = [
        Movie(id: "i0", title: "Alpha", year: 1990, genres: ["Drama"], overview: "A \"first\" film", ageRating: "PG"),
        Movie(id: "i1", title: "Beta <b>", year: 1991, genres: ["Drama", "Comedy"]),
        Movie(id: "i2", title: "Gamma \\ Ray", year: 1992, genres: ["Comedy"]),
        Movie(id: "i3", title: "Delta\nForce", year: 1993, genres: ["Drama"]),
        Movie(id: "i4", title: "Épsilon 🎬", year: 1994, genres: ["Action"]),
        Movie(id: "i5", title: "Zeta", genres: []),
        Movie(id: "i6", title: "Eta", year: 1996, genres: ["Comedy"]),
        Movie(id: "i7", title: "Theta", year: 1997, genres: ["Action"]),
    ]

    /// In the catalogue, not in the model.
    static let later = Movie(id: "i99", title: "Omega", year: 2020, genres: ["Action"])
}
