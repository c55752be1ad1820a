public import Foundation
public import Models

/// Makes training data of what the event store holds: imports and arrived events together, in one consistent state.
///
/// The same events and settings give the same hash and the same bytes, whatever was stored in what order.
public struct TrainingSetBuilder: Sendable {
    private let database: EventDatabase
    private let settings: PreprocessingSettings

    /// - Precondition: the settings are sound.
    public init(database: EventDatabase, settings: PreprocessingSettings) {
        precondition(settings.isSound, "preprocessing settings out of their range")
        self.database = database
        self.settings = settings
    }

    /// - Parameters:
    ///   - sequence: what arrived after this event is left out; all is taken unless given.
    ///   - now: when the snapshot says it was made.
    /// - Complexity: O(events).
    public func build(asOf sequence: Int64 = .max, now: Date = Date()) throws(StorageError) -> BuiltTrainingSet {
        let stored = try database.load(asOf: sequence)
        let preprocessor = Preprocessor(
            stored.log, movies: stored.movies, viewers: stored.viewers, settings: settings)
        let set = preprocessor.trainingSet()
        let snapshot = DataSnapshot(
            hash: set.dataHash, counts: DataSnapshot.Counts(stored, set), windowStart: preprocessor.windowStart,
            newestEvent: stored.log.rows.timestamps.max() ?? 0, lastEventSequence: stored.lastEventSequence,
            settings: settings,
            sources: SourceDigests(stored.log, movies: stored.movies, viewers: stored.viewers),
            imbalance: ImbalanceReport(set, viewers: stored.viewers),
            createdAt: Int64(now.timeIntervalSince1970))
        return BuiltTrainingSet(log: stored, trainingSet: set, snapshot: snapshot)
    }
}

/// Training data, what they were made of, and their name.
public struct BuiltTrainingSet: Sendable {
    public let log: StoredLog
    public let trainingSet: TrainingSet
    public let snapshot: DataSnapshot

    /// The same events under the same settings, parted for judging.
    public func split(_ splitProtocol: SplitProtocol) -> Split {
        Split(
            log.log, movies: log.movies, viewers: log.viewers, protocol: splitProtocol, settings: snapshot.settings)
    }
}

extension DataSnapshot.Counts {
    init(_ stored: StoredLog, _ set: TrainingSet) {
        self.init(
            importedEvents: stored.importedEvents, arrivedEvents: stored.arrivedEvents,
            damagedRows: stored.damagedRows, users: set.userCount, trainedUsers: set.trainedUserCount,
            items: set.itemCount, interactions: set.seen.entryCount, positives: set.positives.entryCount)
    }
}
