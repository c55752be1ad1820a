public import Models
import Synchronization

/// Everything one answer needs, immutable, swapped as one: an answer takes it once and uses it to the end.
public final class ServingSnapshot: Sendable {
    /// The model's name and version.
    public let version: ModelVersion
    /// The model.
    public let model: any Recommender
    /// Viewers by outside id, in the model's rows.
    public let users: UserVocabulary
    /// Films by outside id, in the model's numbers.
    public let items: ItemVocabulary
    /// [users, items] what each viewer had met when the model was trained; weight > 0 is a like.
    public let seen: InteractionMatrix
    /// The fallback and `popular`; same item numbers as the model.
    public let popularity: PopularityModel
    /// What is known of the films; those that came after the training too, with the last numbers.
    public let catalogue: Catalogue
    /// Bounds, and what decides how answers are made.
    public let settings: ServingSettings
    /// When the model was trained, seconds since 1970, where known.
    public let trainedAt: Int64?
    /// Answers for similar items where an index was built; else the model does, exactly.
    public let indexedSimilarity: IndexedSimilarity?

    /// Different for every snapshot of this process, even of one version: what derived state is tagged with.
    package let serial: UInt64
    /// The model's abilities, looked up once: a conditional cast on every request would cost more than the hop.
    package let foldingIn: (any FoldsInUsers)?
    package let predicting: (any PredictsRatings)?
    package let foldingRatings: (any FoldsInRatings)?
    package let findingSimilar: (any FindsSimilarItems)?
    package let explaining: (any ExplainsItems)?
    /// What is liked lately, where the model has counted it.
    package let trend: PopularityModel?
    /// Viewers below this number have a row in the model; later ones are known by their history alone.
    package let trainedUserCount: Int
    /// Whether the model can answer by a history.
    package let takesHistory: Bool
    /// Every item the model ranks.
    package let everything: ItemMask

    /// - Throws: `SnapshotError` when the parts do not belong together.
    public init(
        version: ModelVersion, model: any Recommender, users: UserVocabulary, items: ItemVocabulary,
        seen: InteractionMatrix, popularity: PopularityModel, catalogue: Catalogue,
        settings: ServingSettings = ServingSettings(), trainedAt: Int64? = nil,
        indexedSimilarity: IndexedSimilarity? = nil
    ) throws(SnapshotError) {
        let count = items.count
        try Self.require(model.itemCount == count, "the model ranks \(model.itemCount) items of \(count)")
        try Self.require(popularity.itemCount == count, "popularity has \(popularity.itemCount) items of \(count)")
        try Self.require(catalogue.rankedCount == count, "the catalogue ranks \(catalogue.rankedCount) of \(count)")
        try Self.require(
            seen.rowCount == users.count && seen.columnCount == count,
            "the seen matrix is \(seen.rowCount) by \(seen.columnCount), not \(users.count) by \(count)")
        try Self.require(
            indexedSimilarity.map { $0.index.itemCount == count } ?? true, "the index is not of \(count) items")
        self.version = version
        self.model = model
        self.users = users
        self.items = items
        self.seen = seen
        self.popularity = popularity
        self.catalogue = catalogue
        self.settings = settings
        self.trainedAt = trainedAt
        self.indexedSimilarity = indexedSimilarity
        serial = Self.lastSerial.wrappingAdd(1, ordering: .relaxed).newValue
        foldingIn = model as? any FoldsInUsers
        predicting = model as? any PredictsRatings
        foldingRatings = model as? any FoldsInRatings
        findingSimilar = model as? any FindsSimilarItems
        explaining = model as? any ExplainsItems
        trend = (model as? any KnowsTrend)?.trend
        trainedUserCount = min(model.descriptor.userCount, users.count)
        takesHistory = model.answersByHistory
        everything = ItemMask(count: count)
    }

    /// Serials begin at 1, so that 0 can mean "for no snapshot".
    private static let lastSerial = Atomic<UInt64>(0)

    private static func require(_ holds: Bool, _ message: @autoclosure () -> String) throws(SnapshotError) {
        guard holds else { throw SnapshotError(message: message() + "; these parts are of different models") }
    }
}

/// Parts that do not belong to one model.
public struct SnapshotError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Which parts disagree.
    public var message: String
    public var description: String { message }

    public init(message: String) { self.message = message }
}
