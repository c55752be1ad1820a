public import Models

extension TrainingSet {
    /// From rows of (item, weight), for weights other than 1, which are the stars given too.
    public static func weighted(
        rows: [[(item: Int, weight: Float)]], itemCount: Int, trainedUserCount: Int? = nil
    ) -> TrainingSet {
        let positives = InteractionMatrix(
            rows: rows.map { $0.map { (column: $0.item, weight: $0.weight) } }, columnCount: itemCount)
        let items = ItemVocabulary((0..<itemCount).map { ItemID("i\($0)") })
        return TrainingSet(
            users: UserVocabulary((0..<rows.count).map { UserID("u\($0)") }), items: items, positives: positives,
            positiveTimes: FrozenArray([Int64](repeating: 0, count: positives.entryCount)), seen: positives,
            movies: items.ids.enumerated().map { number, id in
                Movie(id: id, title: "Film \(id.rawValue)", overview: "theme\(number % 7) place\(number % 11)")
            }, latest: 0, dataHash: "weighted",
            trainedUserCount: trainedUserCount, ratings: positives)
    }

    /// Seeded likes without structure: each user 1 to a third of the items, weights 0.5…5.
    ///
    /// - Parameter keeping: how many of the users to keep; all when nil.
    public static func randomLikes(users: Int, items: Int, keeping: Int? = nil, seed: UInt64 = 1) -> TrainingSet {
        var random = SplitMix(seed: seed)
        let rows = (0..<users).map { _ in
            let count = Int.random(in: 1...max(1, items / 3), using: &random)
            return (0..<items).shuffled(using: &random).prefix(count).map {
                (item: $0, weight: Float.random(in: 0.5...5, using: &random))
            }
        }
        return weighted(rows: Array(rows.prefix(keeping ?? users)), itemCount: items)
    }

    /// The same data with only the first `count` users trained on.
    public func training(on count: Int) -> TrainingSet {
        TrainingSet(
            users: users, items: items, positives: positives, positiveTimes: positiveTimes, seen: seen, movies: movies,
            latest: latest, dataHash: dataHash, trainedUserCount: count, ratings: ratings)
    }
}
