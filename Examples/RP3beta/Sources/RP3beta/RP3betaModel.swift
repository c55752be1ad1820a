public import Models

/// Films that random walks lead to from those a viewer liked.
///
/// `KeepsNeighbours` brings ranking, similar films and reasons; a history is all it needs, of new viewers too.
public struct RP3betaModel: KeepsNeighbours {
    public let descriptor: ModelDescriptor
    public let neighbours: InteractionMatrix
    public let followers: InteractionMatrix
    public let popularity: PopularityModel

    /// - Precondition: `neighbours` is [items, items]; the counts agree.
    init(_ parts: NeighbourParts, descriptor: ModelDescriptor) {
        precondition(parts.fit(descriptor), "one row of neighbours for each film")
        neighbours = parts.neighbours
        popularity = parts.popularity
        self.descriptor = descriptor
        followers = neighbours.transposed()
    }

    /// Chances are small where a film has many followers: a viewer's best new film stands for a preference of 1.
    public func unit(of scores: UnsafeBufferPointer<Float>, for query: borrowing Query) -> Float {
        bestOutside(query.history, of: scores)
    }
}
