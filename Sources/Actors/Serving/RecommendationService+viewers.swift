public import Models

/// What the snapshot knows of viewers and what they liked: read without a shard.
extension RecommendationService {
    /// A few viewers the model was trained with, spread over all of them, for trying things out.
    ///
    /// - Parameter count: cut to 1…20.
    /// - Throws: `.notReady`.
    public func sampleViewers(count: Int) throws(ServingError) -> [SampleViewer] {
        let snapshot = try ready()
        let count = min(max(count, 1), SampleViewer.maximumCount)
        let total = snapshot.trainedUserCount
        return (0..<count).compactMap { step in
            let stretch = (step * total / count)..<((step + 1) * total / count)
            return stretch.first { snapshot.seen.entryCount(ofRow: $0) >= SampleViewer.minimumMet }.map {
                SampleViewer(
                    id: snapshot.users.id(of: UserNumber($0)), moviesMet: snapshot.seen.entryCount(ofRow: $0))
            }
        }
    }

    /// Films that viewers of the training who liked this one liked too; nothing for a film that came after it.
    ///
    /// - Parameter count: cut to 0…100.
    /// - Throws: `.notReady`, `.unknownItem`.
    @concurrent
    public func likedTogether(with id: ItemID, count: Int) async throws(ServingError) -> LikedTogetherAnswer {
        let snapshot = try ready()
        let item = try find(id, in: snapshot)
        guard snapshot.catalogue.isRanked(item) else { return LikedTogetherAnswer(viewers: 0, films: []) }
        let found = LikedTogether.films(
            with: item, in: snapshot.seen, popularity: snapshot.popularity.scores, count: min(max(count, 0), 100))
        return LikedTogetherAnswer(
            viewers: found.viewers,
            films: found.films.map { .init(movie: snapshot.catalogue[$0.item], viewers: $0.viewers) })
    }

    /// The genres of the catalogue with how many films each has, and its first and last year.
    /// - Throws: `.notReady`.
    public func genres() throws(ServingError) -> GenreList {
        let catalogue = try ready().catalogue
        let genres = catalogue.genres.compactMap { name in
            catalogue.genre(named: name).map {
                GenreList.Genre(name: name, movieCount: catalogue.mask(of: $0).allowedCount)
            }
        }
        let years = catalogue.movies.lazy.compactMap(\.year)
        return GenreList(genres: genres, yearMin: years.min(), yearMax: years.max())
    }
}

/// A viewer for trying things out.
public struct SampleViewer: Sendable, Equatable {
    public var id: UserID
    /// How many films the training data know them by.
    public var moviesMet: Int

    public static let maximumCount = 20
    /// With fewer films a viewer is no example of anything.
    static let minimumMet = 10
}

/// Films liked by the same viewers.
public struct LikedTogetherAnswer: Sendable, Equatable {
    /// How many viewers who liked the film were looked at.
    public var viewers: Int
    /// Most telling first.
    public var films: [Film]

    public struct Film: Sendable, Equatable {
        public var movie: Movie
        /// How many of them liked this one too.
        public var viewers: Int
    }
}

/// What a catalogue can be filtered by.
public struct GenreList: Sendable, Equatable {
    public var genres: [Genre]
    /// Nil when no film's year is known.
    public var yearMin: Int?
    public var yearMax: Int?

    public struct Genre: Sendable, Equatable {
        public var name: String
        /// Films that can be recommended.
        public var movieCount: Int
    }
}
