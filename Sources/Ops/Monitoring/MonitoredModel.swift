public import Actors
import Foundation
public import Models

/// What monitoring must know of the model that serves. Read from its manifest: the model itself is not loaded.
public struct MonitoredModel: Sendable, Equatable {
    public var version: ModelVersion
    /// Seconds since 1970.
    public var trainedAt: Int64?
    /// The newest event it was trained on: as a sequence number where it arrived here, and in seconds since 1970.
    public var lastEventSequence: Int64
    public var dataEnd: Int64
    public var positives: PositiveRule
    /// Metrics of its own evaluation.
    public var metrics: [String: Double]

    public init(
        version: ModelVersion, trainedAt: Int64?, lastEventSequence: Int64, dataEnd: Int64,
        positives: PositiveRule = PositiveRule(), metrics: [String: Double] = [:]
    ) {
        self.version = version
        self.trainedAt = trainedAt
        self.lastEventSequence = lastEventSequence
        self.dataEnd = dataEnd
        self.positives = positives
        self.metrics = metrics
    }

    /// The active model of a home; nil when none is active or its manifest cannot be read.
    public static func active(in home: HomeFolder) throws -> MonitoredModel? {
        guard let record = try ActivationRecord.read(from: home.models) else { return nil }
        let store = home.artefacts
        guard let manifest = store.versions().first(where: { $0.version == record.active })?.manifest else {
            return nil
        }
        return MonitoredModel(
            version: record.active, trainedAt: store.trainedAt(record.active),
            lastEventSequence: manifest.details.lastEventSequence ?? 0, dataEnd: manifest.details.dataLatest,
            positives: manifest.details.positives ?? PositiveRule(), metrics: manifest.details.metrics)
    }
}

/// One list of `/similar`: the film that was asked about, and what the model answers.
public struct SimilarList: Sendable, Equatable {
    public var genres: [String]
    /// The genres of each film of the list.
    public var answers: [[String]]

    public init(genres: [String], answers: [[String]]) {
        self.genres = genres
        self.answers = answers
    }

    /// The mean genre overlap (Jaccard) of films with what is called similar to them; nil when no pair has genres.
    static func quality(_ lists: [SimilarList]) -> Double? {
        let overlaps = lists.flatMap { list in list.answers.compactMap { GenreMix.overlap(list.genres, $0) } }
        return overlaps.isEmpty ? nil : overlaps.reduce(0, +) / Double(overlaps.count)
    }
}
