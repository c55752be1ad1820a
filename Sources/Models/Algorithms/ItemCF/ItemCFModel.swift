/// Item-based collaborative filtering: films are near each other when the same viewers liked them.
///
/// Each film's score is the sum of its similarities to those of its nearest that stand in the viewer's history, each times
/// the like's weight (Deshpande and Karypis 2004, "Item-based top-N recommendation algorithms"). There are no viewers in
/// the model: a history is all it needs, of known viewers too.
public struct ItemCFModel: KeepsNeighbours {
    public let descriptor: ModelDescriptor
    public let neighbours: InteractionMatrix
    public let popularity: PopularityModel
    public let followers: InteractionMatrix

    /// - Precondition: `neighbours` is [items, items]; the counts agree.
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
