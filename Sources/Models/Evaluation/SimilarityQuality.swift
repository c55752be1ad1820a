import Foundation

/// How good a model's lists of similar films are, measured offline. Two figures, of lists of ten:
///
/// - **Co-like gain**: for each film that at least five viewers of the held-out part liked, NDCG@10 where the gain of a
///   similar film is the cosine of the two films' held-out likes (0 below five of them), and the best list possible is
///   that of the ten largest cosines. The mean over these films: 1 when the lists are those films that the same people
///   went on to like. Held-out likes, so that a model of likes is not held against what it was trained on.
/// - **Genre overlap**: the mean Jaccard overlap of the genres of each film with those of its list, which is what the
///   monitor of a running server watches (`similarity_genre_overlap`).
///
/// A film with an empty list counts 0 in the first and not at all in the second.
public struct SimilarityQuality: Sendable, Equatable, Codable {
    /// Nil where no film has enough held-out likes.
    public var coLikeGain: Double?
    /// Nil where no film of a list has genres.
    public var genreOverlap: Double?
    /// How many films the first figure is over.
    public var judgedFilmCount: Int
    /// The share of listable films that have any similar film.
    public var answeredShare: Double

    static let listLength = 10
    static let minimumLikes = 5

    /// Asks `model` for the similar films of every film that `task` can list.
    ///
    /// - Parameter movies: [items] of the model.
    /// - Complexity: what the model's lists cost, and O(Σ over viewers of held-out likes²).
    public static func measure(
        _ model: any FindsSimilarItems, on task: EvaluationTask, movies: [Movie], workerCount: Int
    ) async throws(CancellationError) -> SimilarityQuality {
        precondition(movies.count == model.itemCount && task.itemCount == model.itemCount, "another catalogue")
        let coLikes = CoLikes(task.relevant)
        let films = (0..<model.itemCount).filter { task.eligible.contains(ItemNumber($0)) }
        let size = 64
        let sums = try await ParallelChunks.map(
            (films.count + size - 1) / size, workerCount: workerCount,
            makeScratch: { SimilarityScratch(itemCount: model.itemCount) }, throwing: CancellationError()
        ) { (chunk, scratch) throws(CancellationError) -> SimilaritySums in
            var sums = SimilaritySums()
            for film in films[(chunk * size)..<min(films.count, (chunk + 1) * size)] {
                model.findSimilar(
                    to: ItemNumber(film), count: listLength, eligible: task.eligible, scratch: &scratch.ranking,
                    into: &scratch.slate)
                sums.add(film, scratch.slate, movies, coLikes.gains(of: film, &scratch.accumulator))
            }
            return sums
        }
        return sums.reduce(into: SimilaritySums()) { $0.merge($1) }.quality(filmCount: films.count)
    }
}

/// What a worker reuses.
private struct SimilarityScratch {
    var ranking = RankingScratch()
    var slate: [ScoredItem] = []
    var accumulator: SparseAccumulator

    init(itemCount: Int) { accumulator = SparseAccumulator(columnCount: itemCount) }
}

/// Which films the same viewers went on to like.
private struct CoLikes: Sendable {
    private let similarity: ItemSimilarity

    /// - Parameter relevant: [viewers, items]; films of few likes are left out.
    init(_ relevant: InteractionMatrix) {
        var likes = [Int](repeating: 0, count: relevant.columnCount)
        for column in relevant.columns { likes[Int(column)] += 1 }
        let counted = relevant.columns.map { likes[Int($0)] >= SimilarityQuality.minimumLikes ? Float(1) : 0 }
        similarity = ItemSimilarity(
            relevant.keepingPositive(FrozenArray(counted)), shrinkage: 0, limit: relevant.columnCount)
    }

    /// The cosine with every film that shares a viewer; nil when the film has too few likes to be judged by.
    func gains(of film: Int, _ accumulator: inout SparseAccumulator) -> [Int32: Double]? {
        guard similarity.norms[film] > 0 else { return nil }
        let row = similarity.neighbours(of: film..<(film + 1), &accumulator)
        return Dictionary(uniqueKeysWithValues: zip(row.items, row.similarities.lazy.map { Double($0) }))
    }
}

private struct SimilaritySums: Sendable {
    private var gain = 0.0
    private var judged = 0
    private var overlap = 0.0
    private var pairs = 0
    private var answered = 0

    mutating func add(_ film: Int, _ slate: [ScoredItem], _ movies: [Movie], _ gains: [Int32: Double]?) {
        if !slate.isEmpty { answered += 1 }
        for scored in slate {
            if let share = GenreMix.overlap(movies[film].genres, movies[scored.item.index].genres) {
                overlap += share
                pairs += 1
            }
        }
        guard let gains, !gains.isEmpty else { return }
        judged += 1
        gain +=
            Self.discounted(slate.map { gains[$0.item.rawValue] ?? 0 })
            / Self.discounted(gains.values.sorted(by: >).prefix(SimilarityQuality.listLength))
    }

    /// Σ gain / log₂(place + 1).
    private static func discounted(_ gains: some Sequence<Double>) -> Double {
        gains.enumerated().reduce(0) { $0 + $1.element / log2(Double($1.offset) + 2) }
    }

    mutating func merge(_ other: SimilaritySums) {
        gain += other.gain
        judged += other.judged
        overlap += other.overlap
        pairs += other.pairs
        answered += other.answered
    }

    func quality(filmCount: Int) -> SimilarityQuality {
        SimilarityQuality(
            coLikeGain: judged > 0 ? gain / Double(judged) : nil,
            genreOverlap: pairs > 0 ? overlap / Double(pairs) : nil, judgedFilmCount: judged,
            answeredShare: filmCount > 0 ? Double(answered) / Double(filmCount) : 0)
    }
}
