/// A film that a typed title may mean.
public struct TitleMatch: Sendable, Equatable {
    /// Position in the titles that the index was made from.
    public let index: Int
    /// The title that was found.
    public let title: String
    /// The film's year; nil where it is not known.
    public let year: Int?
    /// 0…1: how much of the query and of the title are the same words; 1 is the very title.
    public let confidence: Float
}

/// Finds films by partial, misspelt or differently ordered titles.
///
/// ```
/// query ─ fold (case, accents, punctuation) ─ words ─ for each: equal, prefix, misspelling, number in another dress
///    ─ postings: which names of which titles have that word ─ how much of the query and of the name is covered
/// ```
/// A title goes by several names: itself, what stands in parentheses, and each part around a colon or a dash. Rare
/// words weigh more than common ones (inverse document frequency), so articles need no list of their own.
public struct TitleIndex: Sendable {
    private let titles: [String]
    private let years: [Int?]
    /// 0…1 for every title, or empty.
    private let popularity: [Float]
    private let vocabulary: TitleVocabulary
    private let names: TitleNames

    /// Weaker matches are not answered.
    public static let minimumConfidence: Float = 0.5
    /// At most this much is added, for the order only, to the confidence of the most popular title.
    static let popularityWeight: Float = 0.1

    /// - Parameters:
    ///   - titles: `Matrix, The` or `The Matrix`, with alternates in parentheses; a closing `(1999)` is understood.
    ///   - years: one for each title, `nil` where unknown.
    ///   - popularity: any measure that grows with fame, one for each title; decides between equally good matches.
    /// - Precondition: the counts agree.
    /// - Complexity: O(characters), with a sort of the distinct words.
    public init(titles: [String], years: [Int?], popularity: [Float]? = nil) {
        precondition(titles.count == years.count, "a year, or nil, for each title")
        precondition(popularity == nil || popularity!.count == titles.count, "a popularity for each title")
        let parsed = titles.map(TitleNames.split)
        self.titles = titles
        self.years = zip(years, parsed).map { $0 ?? $1.year }
        self.popularity = popularity.map(Self.scaled) ?? []
        var builder = TitleNames.Builder()
        for (title, parts) in parsed.enumerated() { builder.add(parts.names, title: title) }
        (names, vocabulary) = builder.build()
    }

    /// The best match first, then the near misses, at most `limit`; none when nothing is close.
    ///
    /// Among matches that are nearly as good the more popular comes first (`lord of rings` is the trilogy before the
    /// cartoon), then the earlier position. A year in the query (`heat 1995`) favours films of
    /// that year. Any string is accepted; only its beginning is read (`TitleQuery` has the bounds).
    /// - Complexity: O(names + postings of the matched words).
    public func search(_ query: String, limit: Int) -> [TitleMatch] {
        guard limit > 0 else { return [] }
        var best: [Int: Float] = [:]
        for reading in TitleQuery.readings(of: query, vocabulary: vocabulary) {
            names.score(reading, years: years) { title, score in
                if score >= Self.minimumConfidence { best[title] = max(best[title] ?? 0, score) }
            }
        }
        let ranked = best.map { (title: $0.key, score: $0.value, rank: $0.value + bonus($0.key)) }
            .sorted { ($0.rank, $1.title) > ($1.rank, $0.title) }
        return ranked.prefix(limit).map {
            TitleMatch(index: $0.title, title: titles[$0.title], year: years[$0.title], confidence: min($0.score, 1))
        }
    }

    private func bonus(_ title: Int) -> Float {
        popularity.isEmpty ? 0 : Self.popularityWeight * popularity[title]
    }

    /// Square roots, relative to the largest; what is not a positive number counts as 0.
    private static func scaled(_ popularity: [Float]) -> [Float] {
        let usable = popularity.map { $0.isFinite && $0 > 0 ? $0 : 0 }
        let largest = usable.max() ?? 0
        return usable.map { largest > 0 ? ($0 / largest).squareRoot() : 0 }
    }
}
