/// What is known of the films of a training set besides who liked them: genres as flags, and popularity.
public struct ItemFeatures: Sendable {
    /// Sorted; column g of `genreFlags` is genre number g.
    public let genres: GenreVocabulary
    /// [items, genres], row-major; 1 where the film has the genre, 0 elsewhere.
    public let genreFlags: FrozenArray<UInt8>
    /// [items], users who liked it
    public let positiveCounts: FrozenArray<Int32>
    /// [items], users who met it
    public let seenCounts: FrozenArray<Int32>

    /// How many films there are.
    public var itemCount: Int { positiveCounts.count }

    /// - Complexity: O(interactions + items · genres).
    public init(_ set: TrainingSet) {
        let genres = GenreVocabulary(Set(set.movies.lazy.flatMap(\.genres)).sorted().map(GenreName.init(rawValue:)))
        var flags = [UInt8](repeating: 0, count: set.itemCount * genres.count)
        for (item, movie) in set.movies.enumerated() {
            for genre in movie.genres.compactMap({ genres.number(of: GenreName(rawValue: $0)) }) {
                flags[item * genres.count + genre.index] = 1
            }
        }
        self.genres = genres
        genreFlags = FrozenArray(flags)
        positiveCounts = Self.columnCounts(set.positives)
        seenCounts = Self.columnCounts(set.seen)
    }

    private static func columnCounts(_ matrix: InteractionMatrix) -> FrozenArray<Int32> {
        var counts = [Int32](repeating: 0, count: matrix.columnCount)
        for column in matrix.columns { counts[Int(column)] += 1 }
        return FrozenArray(counts)
    }
}

// MARK: - Artefact

extension ItemFeatures {
    var tensors: [NamedTensor] {
        genres.tensors.map { $0.inSection("genres") } + [
            NamedTensor("genre_flags", shape: [itemCount, genres.count], genreFlags),
            NamedTensor("positive_counts", shape: [itemCount], positiveCounts),
            NamedTensor("seen_counts", shape: [itemCount], seenCounts),
        ]
    }

    /// - Throws: `ArtefactError` when a tensor is missing or holds what no data set gives.
    init(_ archive: TensorArchive, itemCount: Int) throws(ArtefactError) {
        genres = try GenreVocabulary(archive.section("genres"), of: "genres")
        genreFlags = try archive.tensor("genre_flags", shape: [itemCount, genres.count])
        positiveCounts = try archive.tensor("positive_counts", shape: [itemCount])
        seenCounts = try archive.tensor("seen_counts", shape: [itemCount])
        let areCounts = positiveCounts.allSatisfy { $0 >= 0 } && seenCounts.allSatisfy { $0 >= 0 }
        guard areCounts, genreFlags.allSatisfy({ $0 <= 1 }) else {
            throw ArtefactError(.invalidModel, "the films' features are damaged; copy the artefact again")
        }
    }
}
