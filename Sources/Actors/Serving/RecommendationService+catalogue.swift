public import Models

/// What is known of films: looked up in the snapshot, without a shard.
extension RecommendationService {
    /// One film.
    /// - Throws: `.notReady`, `.unknownItem`.
    public func movie(_ id: ItemID) throws(ServingError) -> FoundMovie {
        let snapshot = try ready()
        return FoundMovie(number: try find(id, in: snapshot), snapshot: snapshot)
    }

    /// A page of the catalogue, by number; with a query, of the films whose titles come near it, best first.
    ///
    /// - Parameters:
    ///   - cursor: the last film of the page before, any number; nil for the first page.
    ///   - limit: cut to 1…`MoviePage.maximumCount`.
    /// - Throws: `.notReady`, `.unknownGenre`.
    public func movies(
        matching query: String? = nil, genre: String? = nil, after cursor: ItemNumber? = nil, limit: Int
    ) throws(ServingError) -> MoviePage {
        let snapshot = try ready()
        let catalogue = snapshot.catalogue
        let limit = min(max(limit, 1), MoviePage.maximumCount)
        var genreNumber: GenreNumber?
        if let genre { genreNumber = try number(ofGenre: genre, in: catalogue) }
        func passes(_ item: ItemNumber) -> Bool { genreNumber.map { catalogue.isItem(item, of: $0) } ?? true }

        let rest: [ItemNumber]
        if let query {
            let found = snapshot.catalogue.titles.search(query, limit: MoviePage.maximumFound).map {
                ItemNumber($0.index)
            }
            // Behind a film that is not found, of another model perhaps, nothing comes: beginning anew would never end.
            let start = cursor.map { found.firstIndex(of: $0).map { $0 + 1 } ?? found.count } ?? 0
            rest = Array(found[start...].lazy.filter(passes).prefix(limit + 1))
        } else {
            let start = min(max((cursor?.index ?? -1) + 1, 0), catalogue.movies.count)
            rest = Array((start..<catalogue.movies.count).lazy.map { ItemNumber($0) }.filter(passes).prefix(limit + 1))
        }
        let page = Array(rest.prefix(limit))
        return MoviePage(items: page, next: rest.count > limit ? page.last : nil, snapshot: snapshot)
    }
}

/// One film of a catalogue.
public struct FoundMovie: Sendable {
    /// A number of `snapshot.catalogue`.
    public var number: ItemNumber
    /// What it was found in.
    public var snapshot: ServingSnapshot

    /// The film as the catalogue describes it.
    public var movie: Movie { snapshot.catalogue[number] }
    /// Whether the serving model ranks it, or it came after the training.
    public var isRanked: Bool { snapshot.catalogue.isRanked(number) }
}

/// A page of a catalogue.
public struct MoviePage: Sendable {
    /// Numbers of `snapshot.catalogue`.
    public var items: [ItemNumber]
    /// The cursor of the next page; nil when this is the last.
    public var next: ItemNumber?
    /// What it is a page of.
    public var snapshot: ServingSnapshot

    /// The films as the catalogue describes them, in order.
    public var movies: [Movie] { items.map { snapshot.catalogue[$0] } }

    /// The most films of one page.
    public static let maximumCount = 200
    /// A title search ends here.
    static let maximumFound = 1_000
}
