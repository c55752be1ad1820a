import Actors
import Foundation
import Logging
import Models
import Ops
import Synchronization
import TestSupport
import Testing

@Suite struct `Promotion watch` {
    @Test func `a model that does not know its viewers gives way to the one before`() async throws {
        let bench = try await WatchBench()
        let good = try await bench.serve(bench.personal), poor = try bench.publish(bench.popular)
        await bench.watch.look()
        try await bench.ask(100)
        await bench.watch.look()
        try await bench.activate(poor)
        await bench.watch.look()
        #expect(bench.store.current?.version == poor)
        bench.advance(by: .seconds(10))
        try await bench.ask(99)
        await bench.watch.look()
        #expect(bench.store.current?.version == poor, "99 requests say nothing")
        try await bench.ask(1)
        await bench.watch.look()
        #expect(bench.store.current?.version == good)
        #expect(try ActivationRecord.read(from: bench.folder)?.active == good)
        let decision = try #require(bench.decisions.first)
        #expect(bench.decisions.count == 1)
        #expect(decision.kind == "rollback")
        #expect(decision.challenger == poor)
        #expect(decision.champion == good)
        #expect(decision.reasons == ["fallback rate 100.0 % after 0.0 % (at most 20.0 % more)"])
        #expect(
            decision.paragraph == "Guardrails broke after \(poor) had served 10 s and 100 requests: fallback rate "
                + "100.0 % after 0.0 % (at most 20.0 % more). \(good) serves again.")
    }

    @Test func `a model whose requests fail gives way, once`() async throws {
        let bench = try await WatchBench()
        let good = try await bench.serve(bench.personal), failing = try bench.publish(bench.personal)
        await bench.watch.look()
        try await bench.activate(failing)
        await bench.watch.look()
        bench.count(status: 200, 95)
        bench.count(status: 500, 5)
        await bench.watch.look()
        #expect(bench.store.current?.version == good)
        #expect(bench.decisions.map(\.reasons) == [["error rate 5.0 % after 0.0 % (at most 1.0 % more)"]])
        // The one that came back is not watched: going back was no promotion.
        bench.count(status: 500, 500)
        for _ in 0..<3 { await bench.watch.look() }
        #expect(bench.store.current?.version == good)
        #expect(bench.decisions.count == 1)
    }

    @Test func `a model that holds for its time stays, whatever comes later`() async throws {
        let bench = try await WatchBench()
        _ = try await bench.serve(bench.personal)
        let next = try bench.publish(bench.personal)
        await bench.watch.look()
        try await bench.activate(next)
        await bench.watch.look()
        try await bench.ask(150)
        bench.advance(by: .seconds(600))
        await bench.watch.look()
        #expect(bench.decisions.map(\.kind) == ["keep"])
        bench.count(status: 500, 500)
        await bench.watch.look()
        #expect(bench.store.current?.version == next)
        #expect(bench.decisions.count == 1)
    }

    @Test func `a first model is not watched`() async throws {
        let bench = try await WatchBench()
        await bench.watch.look()
        let first = try await bench.serve(bench.personal)
        bench.count(status: 500, 500)
        for _ in 0..<2 { await bench.watch.look() }
        #expect(bench.store.current?.version == first)
        #expect(bench.decisions.isEmpty)
    }
}

/// A model directory, the serving actors over it, and a watch; time goes on when told.
private final class WatchBench: Sendable {
    let folder = URL.temporaryDirectory.appending(path: "marquee-\(UUID().uuidString)")
    let store: ModelStore
    let watch: PromotionWatch
    /// A model that answers each viewer for themselves, and one that answers nobody so.
    let personal: any Recommender
    let popular: any Recommender
    private let trainingSet = TrainingSet.checkerboard(users: 20, items: 20)
    private let artefacts: ArtefactStore
    private let activator: ModelActivator
    private let service: RecommendationService
    private let meter = RequestMeter(routes: ["POST /recommend"])
    private let now: Box<Duration>
    private let recorded: Box<[DecisionRecord]>

    init() async throws {
        try DurableFile.makeFolder(folder)
        popular = PopularityModel(counting: trainingSet)
        let plugin = try #require(PluginCatalogue.standard["item-cf"] ?? PluginCatalogue.standard["als"])
        personal = try await plugin.makeTrainer([:])
            .train(on: trainingSet, options: TrainingOptions(workerCount: 1))
        let now = Box(Duration.zero), recorded = Box([DecisionRecord]())
        let time = ServingTime(wallMilliseconds: { 0 }, elapsed: { now.value.withLock { $0 } })
        let counters = CounterBoard(), logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let router = ShardRouter(shardCount: 1, counters: counters, time: time)
        artefacts = ArtefactStore(folder: folder)
        let loader = ModelLoader(store: artefacts, maximumCount: 100, movies: { [] })
        store = ModelStore(loader: loader, counters: counters)
        activator = ModelActivator(folder: folder, loader: loader, store: store, logger: logger)
        service = RecommendationService(store: store, router: router, counters: counters, time: time)
        watch = PromotionWatch(
            policy: GuardrailPolicy(minimumRequests: 100), store: store,
            metrics: MetricsActor(meter: meter, router: router, store: store, counters: counters, time: time),
            activator: activator, logger: logger,
            record: { decision in recorded.value.withLock { $0.append(decision) } })
        self.now = now
        self.recorded = recorded
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var decisions: [DecisionRecord] { recorded.value.withLock { $0 } }

    func advance(by duration: Duration) { now.value.withLock { $0 += duration } }

    func publish(_ model: any Recommender) throws -> ModelVersion {
        let artefact = ModelArtefact(model, trainedOn: trainingSet, codeVersion: "test")
        return try artefacts.publish(artefact.encoded(), name: model.descriptor.algorithm)
    }

    func activate(_ version: ModelVersion) async throws { _ = try await activator.activate(version: "\(version)") }

    func serve(_ model: any Recommender) async throws -> ModelVersion {
        let version = try publish(model)
        try await activate(version)
        return version
    }

    /// Asks for lists of viewers the models were trained with.
    func ask(_ count: Int) async throws {
        for number in 0..<count {
            _ = try await service.recommend(
                RecommendationRequest(requestID: "r\(number)", user: UserID("u\(number % 20)"), count: 5))
        }
        self.count(status: 200, count)
    }

    func count(status: Int, _ count: Int) {
        let route = meter.label(for: "POST /recommend")
        for _ in 0..<count { meter.record(route: route, status: status, latency: .milliseconds(1)) }
    }
}

private final class Box<Value: Sendable>: Sendable {
    let value: Mutex<Value>
    init(_ value: Value) { self.value = Mutex(value) }
}
