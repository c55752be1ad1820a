import Actors
import Foundation
import Logging
import Models
import Ops
import Synchronization

/// A home whose viewers have two tastes, and which films each taste likes changes with the season.
struct RetrainingWorld {
    let folder: TemporaryFolder
    let home: HomeFolder
    let events: EventDatabase
    let operations: OperationsDatabase

    static let viewerCount = 80
    private static let day: Int64 = 86_400

    init() throws {
        folder = try TemporaryFolder()
        home = HomeFolder(folder.url.appending(path: "home"))
        try home.prepare()
        events = try EventDatabase(home: home.url)
        operations = try OperationsDatabase(home: home.url)
    }

    /// Brings in what everybody did in a season of 100 days: a dozen likes each among their taste's 30 films of that
    /// season, a third of them the season's favourites.
    func live(season: Int) throws {
        var interactions: [Interaction] = []
        for viewer in 0..<Self.viewerCount {
            for turn in 0..<12 {
                let taste = viewer % 2
                let place = turn % 3 == 0 ? turn / 3 : (viewer * 7 + turn * 5) % 30
                let film = season * 60 + taste * 30 + place
                let time = Int64(season * 100 + turn * 8 + viewer % 8) * Self.day + Int64(viewer)
                interactions.append(
                    Interaction(
                        user: UserID("u\(viewer)"), item: ItemID("f\(film)"), kind: .rating, value: 5, timestamp: time))
            }
        }
        let films = (season * 60..<season * 60 + 60).map { Movie(id: ItemID("f\($0)"), title: "Film \($0)") }
        _ = try Importer(into: events).store(
            Dataset(movies: films, interactions: interactions), named: "season \(season)")
    }

    func settings(models: [String] = ["popularity", "als"], policy: PromotionPolicy = .guarded) -> RetrainingSettings {
        RetrainingSettings(
            models: models, given: ["als": ["factors": .integer(8), "sweeps": .integer(5)]],
            preprocessing: PreprocessingSettings(minimumUserInteractions: 2, minimumItemInteractions: 2),
            policy: policy, minimumNewRows: 50, workerCount: 2)
    }

    func retraining(
        _ settings: RetrainingSettings, tracker: any Tracker = TrackedEntries(),
        activationFailure: ActivationError? = nil,
        afterStep: @escaping @Sendable (RunStep) async throws -> Void = { _ in }
    ) -> Retraining {
        return Retraining(
            home: home, events: events, operations: operations, settings: settings, tracker: tracker,
            logger: Logger(label: "test"),
            activate: { [home] version in
                if let activationFailure { throw activationFailure }
                _ = try await ModelActivator(offlineIn: home).activate(version: version.version)
            }, afterStep: afterStep)
    }

    var registry: ModelRegistry { ModelRegistry(operations) }
    var active: ModelVersion? { get throws { try ActivationRecord.read(from: home.models)?.active } }
    var versions: [ModelVersion] { ArtefactStore(folder: home.models).versions().map(\.version) }
}

/// Keeps what it is told.
final class TrackedEntries: Tracker {
    private let kept = Mutex<[TrackingEntry]>([])
    var entries: [TrackingEntry] { kept.withLock { $0 } }

    func record(_ entries: [TrackingEntry]) async throws { kept.withLock { $0 += entries } }
}
