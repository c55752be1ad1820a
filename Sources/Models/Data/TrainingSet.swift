/// What a trainer sees: the exact, named data of one run.
///
/// `positives` is what teaches models of likes, `ratings` what teaches models of stars; `seen` is everything a viewer has
/// met (disliked films too), which serving and evaluation leave out of lists. All are [users, items] over the same
/// vocabularies.
///
/// Users 0..<`trainedUserCount` are trained on; those after them did too little to be (see `PreprocessingSettings`),
/// and their rows are there so that serving can fold them in and leave out what they have seen.
public struct TrainingSet: Sendable {
    /// Viewers by outside id: the trained ones first.
    public let users: UserVocabulary
    /// Films by outside id.
    public let items: ItemVocabulary
    /// [users, items]; weight > 0.
    public let positives: InteractionMatrix
    /// [entries of `positives`], seconds since 1970, aligned with its entries.
    public let positiveTimes: FrozenArray<Int64>
    /// [users, items]; weight = the positive's weight, 0 for what was met and not liked.
    public let seen: InteractionMatrix
    /// [users, items] the stars that were given, on the source's scale; of several ratings of one film the last. Rows of
    /// viewers who rated nothing are empty.
    public let ratings: InteractionMatrix
    /// Catalogue entries in item-number order: [items].
    public let movies: [Movie]
    /// The newest timestamp in the data: "now", for decay. Never the wall clock.
    public let latest: Int64
    /// The content hash that names this data (lower-case hexadecimal SHA-256).
    public let dataHash: String

    /// How many users a model learns from: the first ones, 0..<trainedUserCount. A model's descriptor counts these.
    public let trainedUserCount: Int

    /// All users of the vocabulary, trained or not.
    public var userCount: Int { users.count }
    /// All films of the vocabulary.
    public var itemCount: Int { items.count }

    /// - Parameters:
    ///   - trainedUserCount: nil when every user is trained on.
    ///   - ratings: nil when nothing was rated.
    /// - Precondition: the shapes agree.
    public init(
        users: UserVocabulary, items: ItemVocabulary, positives: InteractionMatrix, positiveTimes: FrozenArray<Int64>,
        seen: InteractionMatrix, movies: [Movie], latest: Int64, dataHash: String, trainedUserCount: Int? = nil,
        ratings: InteractionMatrix? = nil
    ) {
        precondition(positives.rowCount == users.count && positives.columnCount == items.count, "positives' shape")
        precondition(seen.rowCount == users.count && seen.columnCount == items.count, "seen's shape")
        let ratings = ratings ?? InteractionMatrix(emptyWithRows: users.count, columns: items.count)
        precondition(ratings.rowCount == users.count && ratings.columnCount == items.count, "ratings' shape")
        precondition(positiveTimes.count == positives.entryCount, "one time for each positive")
        precondition(movies.count == items.count, "one movie for each item")
        let trained = trainedUserCount ?? users.count
        precondition(trained >= 0 && trained <= users.count, "trained users are among the users")
        self.users = users
        self.trainedUserCount = trained
        self.items = items
        self.positives = positives
        self.positiveTimes = positiveTimes
        self.seen = seen
        self.ratings = ratings
        self.movies = movies
        self.latest = latest
        self.dataHash = dataHash
    }
}
