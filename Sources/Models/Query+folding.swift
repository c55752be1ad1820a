extension Recommender {
    /// Whether it can answer by what a viewer liked or rated, without a row of theirs.
    public var answersByHistory: Bool {
        needsHistory || self is any FoldsInUsers || self is any PredictsRatings
    }
}

extension Query {
    /// Appends the stars that a row of the training data holds, where `model` is one of ratings.
    mutating func appendRatings(row: Int, of model: any Recommender) {
        guard let given = (model as? any PredictsRatings)?.ratings, row < given.rowCount else { return }
        given.withRow(row) { columns, stars in
            for (column, rating) in zip(columns, stars) {
                ratings.append(RatedItem(item: ItemNumber(rawValue: column), rating: rating))
            }
        }
    }

    /// Makes of `history` and `ratings` what `model` asks for in a `.folded` question: for a model of ratings the likes
    /// that came without stars are given the stars of a like, and where the model makes vectors, the viewer's is made.
    ///
    /// Allocates nothing once the arrays have grown to size.
    public mutating func prepareFolded(for model: any Recommender, scratch: inout RankingScratch) {
        subject = .folded
        vector.removeAll(keepingCapacity: true)
        if let model = model as? any PredictsRatings {
            takeLikesAsRatings(of: model.likeRating)
            if let model = model as? any FoldsInRatings {
                model.foldIn(ratings: ratings, scratch: &scratch, into: &vector)
            }
        } else if let model = model as? any FoldsInUsers, !history.isEmpty {
            model.foldIn(history, scratch: &scratch, into: &vector)
        }
    }

    /// Adds the films of `history` that have no stars yet; item numbers ascend again.
    public mutating func takeLikesAsRatings(of rating: Float) {
        var next = 0
        let rated = ratings.count
        for liked in history {
            while next < rated, ratings[next].item < liked.item { next += 1 }
            if next < rated, ratings[next].item == liked.item { continue }
            ratings.append(RatedItem(item: liked.item, rating: rating))
        }
        if ratings.count > rated { ratings.sort { $0.item < $1.item } }
    }
}
