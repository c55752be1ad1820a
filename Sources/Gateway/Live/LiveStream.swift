import Actors
import Logging
import NIOCore
import ServiceLifecycle

/// One listener of `GET /admin/stream`: looks every second, tells what is new.
///
/// It keeps nothing for a listener that does not read: it waits in the write, looks again only after it, and the
/// connection's guard cuts it when the write takes too long. Without a listener nobody looks.
struct LiveStream: AnswerPieces {
    private let services: GatewayServices
    /// Held until the stream is over.
    private let place: StreamPlace
    /// Ends after so many events; nil: goes on.
    private let limit: Int?
    private var news: LiveNews
    private var told = 0
    private var hasBegun = false
    private var hasSaidGoodbye = false

    init(_ services: GatewayServices, _ place: StreamPlace, limit: Int?) {
        self.services = services
        self.place = place
        self.limit = limit
        news = LiveNews(services)
    }

    /// What is new, or a heartbeat; nil when the listener has heard enough, or the server stops.
    mutating func next() async -> ByteBuffer? {
        if let limit, told >= limit { return nil }
        if hasBegun { await pause() }
        hasBegun = true
        var text = EventText()
        guard !isOver else { return farewell() }
        await news.tell(into: &text, atMost: limit.map { $0 - told })
        if text.isEmpty { text.heartbeat() }
        told += text.count
        return text.buffer
    }

    private mutating func farewell() -> ByteBuffer? {
        guard !hasSaidGoodbye else { return nil }
        hasSaidGoodbye = true
        var text = EventText()
        text.event("end", .object(["reason": .text("the server is stopping")]))
        return text.buffer
    }

    private var isOver: Bool {
        Task.isCancelled || services.phase.phase.rawValue >= GatewayPhase.draining.rawValue
    }

    /// Ends early when the server is told to stop.
    private func pause() async {
        let interval = services.configuration.streamInterval
        try? await cancelWhenGracefulShutdown { try await Task.sleep(for: interval) }
    }
}

/// What one listener was told already, and what is new since.
struct LiveNews {
    private let services: GatewayServices
    private var isFirst = true
    /// The latest point that was told, milliseconds since 1970.
    private var lastPoint: Int64 = 0
    private var now: LivePoint?
    private var model: ModelVersion?
    private var run: TrainingState.Run?
    /// The latest decisions, to tell new ones apart.
    private var decisions: Set<String> = []
    private var hasComplained = false

    private static let decisionCount = 20

    init(_ services: GatewayServices) { self.services = services }

    /// - Parameter maximum: of events.
    mutating func tell(into text: inout EventText, atMost maximum: Int?) async {
        var events: [(String, JSONValue)] = []
        await addFigures(to: &events)
        addModel(to: &events)
        await addTraining(to: &events)
        await addDecisions(to: &events)
        isFirst = false
        for (name, value) in events.prefix(maximum ?? .max) { text.event(name, value) }
    }

    private mutating func addFigures(to events: inout [(String, JSONValue)]) async {
        let points = await services.metrics.livePoints().filter { $0.at > lastPoint }
        lastPoint = points.last?.at ?? lastPoint
        if isFirst {
            events.append(("history", .object(["points": .array(points.map(LiveWire.describe))])))
        } else {
            for point in points { events.append(("point", LiveWire.describe(point))) }
        }
        let now = await services.metrics.liveNow()
        guard !LiveWire.isSame(now, self.now) else { return }
        self.now = now
        events.append(("live", LiveWire.describe(now)))
    }

    private mutating func addModel(to events: inout [(String, JSONValue)]) {
        let serving = services.store.current?.version
        guard isFirst || serving != model else { return }
        model = serving
        events.append(("model", .object(["model": serving?.json ?? .null])))
    }

    private mutating func addTraining(to events: inout [(String, JSONValue)]) async {
        guard let training = services.training else { return }
        let current = await training.trainingRun()
        guard isFirst || current != run else { return }
        let hasEnded = run != nil && current?.id != run?.id
        run = current
        var ended: TrainingState.Ended?
        if hasEnded { ended = await attempt { try await training.trainingRuns(limit: 1).first } ?? nil }
        events.append(("training", TrainingWire.describe(run: current, ended: ended)))
    }

    private mutating func addDecisions(to events: inout [(String, JSONValue)]) async {
        guard let records = services.records,
            let latest = await attempt({ try await records.decisions(limit: Self.decisionCount) })
        else { return }
        let fresh = latest.filter { !decisions.contains(Self.key($0)) }
        decisions = Set(latest.map(Self.key))
        guard !isFirst else { return }
        for decision in fresh.reversed() { events.append(("decision", RecordWire.describe(decision))) }
    }

    private static func key(_ decision: KeptDecision) -> String {
        "\(decision.at) \(decision.kind) \(decision.challenger?.description ?? "") \(decision.paragraph)"
    }

    /// What cannot be read now is tried again at the next look; the log has it once for each stream.
    private mutating func attempt<Value>(_ body: () async throws -> Value) async -> Value? {
        do {
            return try await body()
        } catch {
            if !hasComplained {
                services.logger.warning("a stream misses events", metadata: ["reason": "\(error)"])
            }
            hasComplained = true
            return nil
        }
    }
}
