import Models

extension RankingOrder {
    /// How many of the best the list is chosen from: no more than the list itself when nothing is to be varied.
    var candidateCount: Int { variety > 0 ? max(count, min(max(count * 5, 50), 500)) : count }
}

extension Workbench {
    /// Chooses the list from the candidates in `slate` so that it mixes genres, as far as `order` wants it to. Scores
    /// stay the model's own.
    mutating func vary(_ order: borrowing RankingOrder, from snapshot: ServingSnapshot) {
        guard order.variety > 0 else { return }
        let likeness = GenreLikeness(of: slate.map(\.item), in: snapshot.catalogue)
        let places = MarginalRelevance.places(
            order.count, of: slate.map(\.score), variety: order.variety, likeness: likeness.callAsFunction)
        slate = places.map { slate[$0] }
    }
}
