/// What may be answered: films aligned with a model's item numbers, and filters over them. Immutable.
///
/// The model's films come first, in its order; films that came to the catalogue later follow. Those have numbers too,
/// `rankedCount` and up: they are known, can be shown and searched, and appear in no list until the next training.
public struct Catalogue: Sendable {
    /// Number n is `movies[n]`.
    public let movies: [Movie]
    /// The model's item count; masks are over 0..<rankedCount.
    public let rankedCount: Int
    /// Every genre name, sorted; names that differ in case only are one genre.
    public let genres: [String]
    /// Finds films by title, ranked or not; its numbers are places in `movies`.
    public let titles: TitleIndex

    private let rankedItems: ItemVocabulary
    private let laterItems: ItemVocabulary
    private let genreNumbers: [String: GenreNumber]
    /// [genres] of masks over the ranked items.
    private let genreMasks: [ItemMask]
    private let years: YearIndex

    /// - Parameters:
    ///   - items: the model's vocabulary.
    ///   - given: in any order; of two with one id the first counts. A model's film without an entry is titled by
    ///     its id.
    ///   - popularity: [items] of the model; of films that fit a title equally well the more popular comes first.
    /// - Complexity: O(movies · log movies + length of the titles).
    public init(items: ItemVocabulary, movies given: [Movie], popularity: FrozenArray<Float>? = nil) {
        precondition(popularity.map { $0.count == items.count } ?? true, "one popularity for each item")
        var ranked = [Movie?](repeating: nil, count: items.count)
        var later: [Movie] = []
        var laterIDs: Set<ItemID> = []
        for movie in given {
            if let number = items.number(of: movie.id) {
                if ranked[number.index] == nil { ranked[number.index] = movie }
            } else if laterIDs.insert(movie.id).inserted {
                later.append(movie)
            }
        }
        let complete = ranked.enumerated().map { number, movie in
            if let movie { return movie }
            let id = items.id(of: ItemNumber(number))
            return Movie(id: id, title: id.rawValue)
        }
        self.init(ranked: complete, later: later, items: items, popularity: popularity)
    }

    private init(ranked: [Movie], later: [Movie], items: ItemVocabulary, popularity: FrozenArray<Float>?) {
        movies = ranked + later
        rankedCount = ranked.count
        rankedItems = items
        laterItems = ItemVocabulary(later.map(\.id))
        let names = Self.genreNames(of: movies)
        genres = names.map(\.name)
        let numbers = Dictionary(
            uniqueKeysWithValues: names.enumerated().map { ($0.element.key, GenreNumber($0.offset)) })
        genreNumbers = numbers
        var masks = Array(repeating: ItemMask(count: ranked.count, allowed: false), count: names.count)
        for (item, movie) in ranked.enumerated() {
            for genre in movie.genres {
                if let number = numbers[genre.lowercased()] { masks[number.index].allow(ItemNumber(item)) }
            }
        }
        genreMasks = masks
        years = YearIndex(years: ranked.map(\.year))
        let weights = popularity.map { Array($0) + [Float](repeating: 0, count: later.count) }
        titles = TitleIndex(titles: movies.map(\.title), years: movies.map(\.year), popularity: weights)
    }

    /// Each genre once, under the spelling that sorts first, ordered by its lower-case key.
    private static func genreNames(of movies: [Movie]) -> [(key: String, name: String)] {
        var nameOfKey: [String: String] = [:]
        for name in Set(movies.lazy.flatMap(\.genres)) {
            let key = name.lowercased()
            nameOfKey[key] = min(name, nameOfKey[key] ?? name)
        }
        return nameOfKey.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    // MARK: Look-up

    /// The film's number: below `rankedCount` when the model ranks it, at or above when it came later; nil when unknown.
    public func number(of id: ItemID) -> ItemNumber? {
        if let number = rankedItems.number(of: id) { return number }
        return laterItems.number(of: id).map { ItemNumber(rankedCount + $0.index) }
    }

    /// - Precondition: `item` is a number of this catalogue.
    public subscript(item: ItemNumber) -> Movie { movies[item.index] }

    /// Whether the model ranks the film.
    public func isRanked(_ item: ItemNumber) -> Bool { item.index < rankedCount }

    /// The genre of that name, in any case; nil when no film has it.
    public func genre(named name: String) -> GenreNumber? { genreNumbers[name.lowercased()] }

    /// Whether the film is of the genre; for films the model does not rank too.
    /// - Precondition: both are of this catalogue.
    public func isItem(_ item: ItemNumber, of genre: GenreNumber) -> Bool {
        if isRanked(item) { return genreMasks[genre.index].contains(item) }
        let key = genres[genre.index].lowercased()
        return movies[item.index].genres.contains { $0.lowercased() == key }
    }

    // MARK: Filters

    /// The ranked items of one genre.
    public func mask(of genre: GenreNumber) -> ItemMask { genreMasks[genre.index] }

    /// The ranked items of any of the genres; nil when a name is unknown.
    public func mask(genres names: [String]) -> ItemMask? {
        var mask = ItemMask(count: rankedCount, allowed: false)
        for name in names {
            guard let genre = genre(named: name) else { return nil }
            mask.formUnion(genreMasks[genre.index])
        }
        return mask
    }

    /// Takes out of `mask` what `filter` does not let pass. Allocates nothing.
    /// - Precondition: `mask.count == rankedCount`; the filter's genres are of this catalogue.
    /// - Complexity: O(items / 64 · genres asked for).
    public func apply(_ filter: borrowing ItemFilter, to mask: inout ItemMask) {
        precondition(mask.count == rankedCount, "the mask is of another catalogue")
        if !filter.genres.isEmpty {
            mask.formIntersection(unionOf: genreMasks, at: filter.genres)
        }
        years.restrict(&mask, from: filter.yearMin, through: filter.yearMax)
    }
}
