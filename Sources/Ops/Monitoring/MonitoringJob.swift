public import Actors
public import Foundation
public import Logging
import Models
public import ServiceLifecycle

/// Measures again and again until shutdown: keeps each round in `operations.sqlite` and shows the latest on `/metrics`.
public struct MonitoringJob: Service {
    private let home: HomeFolder
    private let events: EventDatabase
    private let readings: MonitorStore
    private let board: MonitorBoard
    private let models: ModelStore?
    private let settings: MonitorSettings
    private let interval: Duration
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let kept = KeptReference()

    /// - Parameters:
    ///   - models: what serves, to be asked for similar films; nil leaves that figure out.
    ///   - interval: the pause between two rounds.
    public init(
        home: HomeFolder, events: EventDatabase, operations: OperationsDatabase, board: MonitorBoard,
        models: ModelStore? = nil, settings: MonitorSettings = MonitorSettings(), interval: Duration = .seconds(600),
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) {
        self.home = home
        self.events = events
        readings = MonitorStore(operations)
        self.board = board
        self.models = models
        self.settings = settings
        self.interval = interval
        self.now = now
        self.logger = logger
    }

    /// The figures of an earlier run are shown until the first round is done.
    public func run() async throws {
        if let earlier = try? readings.latest() { board.show(earlier) }
        await everyTime(interval) { await measureAndTell() }
    }

    private func measureAndTell() async {
        do {
            guard let round = try await measure() else { return }
            for reading in round.readings where reading.breached {
                logger.warning(
                    "a monitored figure is beyond its limit",
                    metadata: ["name": "\(reading.name)", "value": "\(reading.value)", "note": "\(reading.note)"])
            }
        } catch {
            logger.warning("monitoring could not measure; will try again", metadata: ["reason": "\(error)"])
        }
    }

    /// One round, kept and shown; nil when no model is active.
    @discardableResult
    public func measure() async throws -> MonitorRound? {
        guard let model = try MonitoredModel.active(in: home) else { return nil }
        let snapshot = models?.current
        let round = try await BackgroundThread.run { try takeRound(model, snapshot?.sampledSimilarLists()) }
        board.show(round)
        return round
    }

    private func takeRound(_ model: MonitoredModel, _ similar: [SimilarList]?) throws -> MonitorRound {
        let log = home.requestLog.path
        let requests = FileManager.default.fileExists(atPath: log) ? try SQLiteRecordStore(path: log) : nil
        let monitor = DriftMonitor(events: events, requests: requests, settings: settings)
        let reference = try kept.tally(of: model) { try monitor.reference(of: model) }
        let round = try monitor.measure(model, at: now(), reference: reference, similar: similar)
        try readings.record(round)
        return round
    }
}

/// The tally of what the serving model was trained on: counted once for each model.
private final class KeptReference: Sendable {
    private let kept = Locked<(model: MonitoredModel, tally: EventTally)?>(nil)

    func tally(of model: MonitoredModel, _ count: () throws -> EventTally) rethrows -> EventTally {
        if let known = kept.withLock({ $0 }), known.model == model { return known.tally }
        let tally = try count()
        kept.withLock { $0 = (model, tally) }
        return tally
    }
}

extension ServingSnapshot {
    /// The similar films of up to `films` films spread over the catalogue; nil when the model finds none.
    func sampledSimilarLists(films: Int = 200, count: Int = 10) -> [SimilarList]? {
        guard let finder = model as? any FindsSimilarItems, items.count > 0 else { return nil }
        let eligible = ItemMask(count: items.count)
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        return stride(from: 0, to: items.count, by: max(1, items.count / films)).map { number in
            let item = ItemNumber(number)
            finder.findSimilar(to: item, count: count, eligible: eligible, scratch: &scratch, into: &slate)
            return SimilarList(genres: catalogue[item].genres, answers: slate.map { catalogue[$0.item].genres })
        }
    }
}
