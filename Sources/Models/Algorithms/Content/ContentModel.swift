/// Films near each other by what is said of them: title, genres, overview and credits as TF-IDF vectors, compared by cosine.
///
/// Nobody's likes are needed to place a film, so one that nobody has watched yet can be recommended and has similar films,
/// as long as it stands in the vocabulary and something is said of it. What a viewer is shown follows from what they
/// liked: each film scores the sum of its similarities to those of its nearest that stand in their history (Lops, de
/// Gemmis and Semeraro 2011, "Content-based Recommender Systems").
public struct ContentModel: KeepsNeighbours {
    public let descriptor: ModelDescriptor
    public let neighbours: InteractionMatrix
    public let popularity: PopularityModel
    public let followers: InteractionMatrix

    /// - Precondition: the counts agree.
    init(_ parts: NeighbourParts, descriptor: ModelDescriptor) {
        precondition(parts.fit(descriptor), "one row of neighbours for each item")
        neighbours = parts.neighbours
        popularity = parts.popularity
        self.descriptor = descriptor
        followers = neighbours.transposed()
    }

    /// - Throws: `ArtefactError` when a part is missing, damaged, or a similarity outside 0…1.
    public init(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) {
        self.init(try NeighbourParts(tensors, descriptor: descriptor), descriptor: descriptor)
    }
}
