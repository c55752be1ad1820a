extension TrainingSet {
    /// A set whose `dataHash` is made from its content.
    init(
        namedByContent users: UserVocabulary, items: ItemVocabulary, positives: InteractionMatrix,
        positiveTimes: FrozenArray<Int64>, seen: InteractionMatrix, movies: [Movie], latest: Int64,
        trainedUserCount: Int, ratings: InteractionMatrix
    ) {
        func named(_ hash: String) -> TrainingSet {
            TrainingSet(
                users: users, items: items, positives: positives, positiveTimes: positiveTimes, seen: seen,
                movies: movies, latest: latest, dataHash: hash, trainedUserCount: trainedUserCount, ratings: ratings)
        }
        self = named(ContentHash.hash(named("")))
    }
}

/// Names a training set by its content: SHA-256 over canonical bytes, so that the same events give the same name
/// whatever order they were stored in, and any difference gives another.
///
/// The bytes are, each array preceded by its length as a 64-bit little-endian number: a format mark; user ids; item
/// ids; how many users are trained; the positives' offsets, columns, weights and times; the seen and the ratings
/// matrix likewise; each movie's fields.
enum ContentHash {
    static func hash(_ set: TrainingSet) -> String {
        var writer = HashWriter()
        writer.append("marquee training set 2")
        writer.append(set.users.offsets)
        writer.append(set.users.text)
        writer.append(set.items.offsets)
        writer.append(set.items.text)
        writer.append(set.trainedUserCount)
        writer.append(set.positives)
        writer.append(set.positiveTimes)
        writer.append(set.seen)
        writer.append(set.ratings)
        for movie in set.movies { writer.append(movie) }
        return writer.finish()
    }
}

/// Feeds values to SHA-256 in a form that cannot be read in two ways.
struct HashWriter {
    private var hash = Checksum()

    mutating func append(_ number: Int) {
        withUnsafeBytes(of: Int64(number).littleEndian) { hash.update($0) }
    }

    mutating func append(_ text: String?) {
        guard var text else { return append(-1) }
        append(text.utf8.count)
        text.withUTF8 { hash.update(UnsafeRawBufferPointer($0)) }
    }

    /// Little-endian machines only (all that Swift's servers run on), so that memory is the canonical form.
    mutating func append<Element: BitwiseCopyable>(_ array: FrozenArray<Element>) {
        append(array.count)
        array.withUnsafeBufferPointer { hash.update(UnsafeRawBufferPointer($0)) }
    }

    mutating func append(_ matrix: InteractionMatrix) {
        append(matrix.rowCount)
        append(matrix.columnCount)
        append(matrix.offsets)
        append(matrix.columns)
        append(matrix.weights)
    }

    mutating func append(_ movie: Movie) {
        append(movie.title)
        append(movie.year ?? -1)
        append(movie.genres.count)
        for genre in movie.genres { append(genre) }
        append(movie.releaseDate)
        append(movie.overview)
        append(movie.ageRating)
        appendCredits([movie.directors, movie.actors, movie.keywords])
    }

    /// Written only where there are any, behind a length that no text has: data without credits keep the name they had
    /// before credits were read.
    private mutating func appendCredits(_ lists: [[String]]) {
        guard lists.contains(where: { !$0.isEmpty }) else { return }
        append(-2)
        for list in lists {
            append(list.count)
            for name in list { append(name) }
        }
    }

    func finish() -> String { hash.finalized() }
}
