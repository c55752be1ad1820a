import Foundation

/// What lists are measured by besides being right: how surprising each film is, whether few viewers met it, its genres.
struct FilmTraits: Sendable {
    let information: SelfInformation
    let tail: LongTail
    let genres: GenreShares

    /// - Parameters:
    ///   - seen: [users, items], what each viewer met.
    ///   - movies: [items].
    /// - Complexity: O(entries + items · log items).
    init(_ seen: InteractionMatrix, movies: [Movie]) {
        precondition(movies.count == seen.columnCount, "one film for each item")
        information = SelfInformation(seen)
        tail = LongTail(seen)
        genres = GenreShares(movies)
    }
}

/// The films outside the short head, which is the fifth of the films that most viewers met (Abdollahpouri et al. 2019,
/// "Managing Popularity Bias in Recommender Systems with Personalized Re-ranking").
public struct LongTail: Sendable {
    /// [items]; films that nobody met are in neither part.
    let isTail: [Bool]

    /// - Parameter seen: [users, items], what each viewer met.
    public init(_ seen: InteractionMatrix) {
        var counts = [Int](repeating: 0, count: seen.columnCount)
        for column in seen.columns { counts[Int(column)] += 1 }
        let met = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }
        var isTail = [Bool](repeating: false, count: counts.count)
        for item in met.dropFirst((met.count + 4) / 5) { isTail[item] = true }
        self.isTail = isTail
    }

    /// LongTail@k: the share of the first k places (fewer in a shorter slate) that go to the long tail, 0…1; 0 for an
    /// empty slate.
    public func share(of slate: some Collection<ScoredItem>, at cutoff: Int) -> Double {
        let first = slate.prefix(cutoff)
        guard !first.isEmpty else { return 0 }
        return Double(first.count { isTail[$0.item.index] }) / Double(first.count)
    }
}

/// The genres of each film, by number.
public struct GenreShares: Sendable {
    let genreCount: Int
    /// [items]
    let genres: [[Int]]

    /// - Parameter movies: in item-number order.
    public init(_ movies: [Movie]) {
        let names = Set(movies.lazy.flatMap(\.genres)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        genreCount = names.count
        genres = movies.map { $0.genres.compactMap { numbers[$0] } }
    }

    /// GenreEntropy@k: Shannon's entropy, in bits, of the genres of the first k places; a film of several genres is
    /// shared evenly between them, one without any takes no part. 0 where all are of one genre, log2(g) where g genres
    /// have equal shares.
    public func entropy(of slate: some Collection<ScoredItem>, at cutoff: Int) -> Double {
        var shares = [Double](repeating: 0, count: genreCount)
        for entry in slate.prefix(cutoff) {
            let own = genres[entry.item.index]
            for genre in own { shares[genre] += 1 / Double(own.count) }
        }
        let whole = shares.reduce(0, +)
        return shares.reduce(0) { sum, share in
            share > 0 ? sum - share / whole * log2(share / whole) : sum
        }
    }
}
