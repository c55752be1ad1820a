public import Models

extension TrainingSet {
    /// A small training set by hand: user *u* is "u0", "u1", …, item *i* is "i0", "i1", ….
    ///
    /// - Parameters:
    ///   - likes: for each user the items they liked, weight 1.
    ///   - disliked: for each user what they met and did not like; goes into `seen` only.
    ///   - days: for each user, aligned with `likes`, the day of each like (counted from 1970); 0 when left out.
    ///   - itemCount: at least one more than the largest item.
    ///   - trainedUserCount: how many of the users are trained on; nil for all.
    ///   - stars: for each user what they rated; nil for 5 stars to every like and 1 to every dislike.
    public static func fixture(
        likes: [[Int]], disliked: [[Int]] = [], days: [[Int]] = [], itemCount: Int, movies: [Movie]? = nil,
        dataHash: String = "fixture", trainedUserCount: Int? = nil, stars: [[(item: Int, rating: Float)]]? = nil
    ) -> TrainingSet {
        var timed: [[(item: Int, time: Int64)]] = []
        for (user, items) in likes.enumerated() {
            let row = items.enumerated().map { place, item in
                (item: item, time: Int64(days.isEmpty ? 0 : days[user][place]) * 86_400)
            }
            timed.append(row.sorted { $0.item < $1.item })
        }
        let positives = InteractionMatrix(rows: timed.map { $0.map { ($0.item, 1) } }, columnCount: itemCount)
        let seen = InteractionMatrix(
            rows: timed.enumerated().map { user, row in
                let negative = user < disliked.count ? disliked[user] : []
                return negative.map { ($0, 0) } + row.map { ($0.item, 1) }
            }, columnCount: itemCount)
        let given = stars?.map { row in row.map { (column: $0.item, weight: $0.rating) } }
        let ratings =
            given
            ?? timed.enumerated().map { user, row in
                (user < disliked.count ? disliked[user] : []).map { ($0, 1) } + row.map { ($0.item, 5) }
            }
        let times = timed.flatMap { $0.map(\.time) }
        let items = ItemVocabulary((0..<itemCount).map { ItemID("i\($0)") })
        return TrainingSet(
            users: UserVocabulary((0..<likes.count).map { UserID("u\($0)") }), items: items, positives: positives,
            positiveTimes: FrozenArray(times), seen: seen,
            movies: movies ?? items.ids.map { Movie(id: $0, title: "Film \($0.rawValue)") },
            latest: times.max() ?? 0, dataHash: dataHash, trainedUserCount: trainedUserCount,
            ratings: InteractionMatrix(rows: ratings, columnCount: itemCount))
    }

    /// Even users like even items and odd users odd ones, each without the item of their own number: the one right
    /// answer for every model is the item withheld.
    public static func checkerboard(users: Int = 50, items: Int = 50) -> TrainingSet {
        let likes = (0..<users).map { user in
            (0..<items).filter { $0 % 2 == user % 2 && $0 != user }
        }
        return fixture(likes: likes, itemCount: items, dataHash: "checkerboard-\(users)x\(items)")
    }
}
