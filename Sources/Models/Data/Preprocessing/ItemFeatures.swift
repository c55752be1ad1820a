/// What is known of the films of a training set besides who liked them: genres as flags, and popularity.
public struct ItemFeatures: Sendable, Equatable {
    /// Sorted; column g of `genreFlags` is `genreNames[g]`.
    public let genreNames: [String]
    /// [items, genres], weight 1 where the film has the genre.
    public let genreFlags: InteractionMatrix
    /// [items], users who liked it
    public let positiveCounts: [Int32]
    /// [items], users who met it
    public let seenCounts: [Int32]

    /// - Complexity: O(interactions + items · genres of an item).
    public init(_ set: TrainingSet) {
        genreNames = Set(set.movies.lazy.flatMap(\.genres)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: genreNames.enumerated().map { ($0.element, $0.offset) })
        genreFlags = InteractionMatrix(
            rows: set.movies.map { movie in movie.genres.compactMap { numbers[$0] }.map { (column: $0, weight: 1) } },
            columnCount: genreNames.count)
        positiveCounts = Self.columnCounts(set.positives)
        seenCounts = Self.columnCounts(set.seen)
    }

    private static func columnCounts(_ matrix: InteractionMatrix) -> [Int32] {
        var counts = [Int32](repeating: 0, count: matrix.columnCount)
        for column in matrix.columns { counts[Int(column)] += 1 }
        return counts
    }
}
