/// A film whose place in viewers' lists changed.
public struct FilmMove: Sendable, Equatable, Codable {
    /// The film.
    public var item: ItemID
    /// Where somebody knows it.
    public var title: String?
    /// The share of viewers who have it among their first places, 0…1.
    public var shareBefore: Double
    /// The same with the other model.
    public var shareAfter: Double
    /// The mean rank over all viewers; where a list has not got the film, the place after its last counts.
    public var meanRankBefore: Double
    /// The same with the other model.
    public var meanRankAfter: Double

    public init(
        item: ItemID, title: String? = nil, shareBefore: Double, shareAfter: Double, meanRankBefore: Double,
        meanRankAfter: Double
    ) {
        self.item = item
        self.title = title
        self.shareBefore = shareBefore
        self.shareAfter = shareAfter
        self.meanRankBefore = meanRankBefore
        self.meanRankAfter = meanRankAfter
    }

    /// How many more of the viewers see it, −1…1.
    public var shareChange: Double { shareAfter - shareBefore }
}

extension FilmMove {
    /// The films that came up most and went down most, the largest change first; equals by mean rank, then by id.
    ///
    /// - Parameters:
    ///   - cutoff: how many first places count.
    ///   - depth: the length of full lists.
    ///   - limit: at most this many of each.
    /// - Complexity: O(viewers · depth).
    static func largest(
        in lists: PairedLists, cutoff: Int, depth: Int, limit: Int
    ) -> (risers: [FilmMove], fallers: [FilmMove]) {
        guard !lists.viewers.isEmpty else { return ([], []) }
        let before = Tally(lists.before, cutoff: cutoff, depth: depth)
        let after = Tally(lists.after, cutoff: cutoff, depth: depth)
        let moves = Set(before.films.keys).union(after.films.keys).map { item in
            FilmMove(
                item: item, shareBefore: before.share(of: item), shareAfter: after.share(of: item),
                meanRankBefore: before.meanRank(of: item), meanRankAfter: after.meanRank(of: item))
        }
        let ordered = moves.sorted { first, second in
            let sizes = (abs(first.shareChange), abs(second.shareChange))
            if sizes.0 != sizes.1 { return sizes.0 > sizes.1 }
            let ranks = (abs(first.rankChange), abs(second.rankChange))
            if ranks.0 != ranks.1 { return ranks.0 > ranks.1 }
            return first.item < second.item
        }
        return (
            Array(ordered.filter { $0.shareChange > 0 }.prefix(limit)),
            Array(ordered.filter { $0.shareChange < 0 }.prefix(limit))
        )
    }

    private var rankChange: Double { meanRankAfter - meanRankBefore }

    /// Where each film stands in the lists of one side.
    private struct Tally {
        var films: [ItemID: (first: Int, rankSum: Int, lists: Int)] = [:]
        let listCount: Int
        let missingRank: Int

        init(_ lists: [[ItemID]], cutoff: Int, depth: Int) {
            listCount = lists.count
            missingRank = depth + 1
            for list in lists {
                for (place, item) in list.enumerated() {
                    var film = films[item] ?? (0, 0, 0)
                    if place < cutoff { film.first += 1 }
                    film.rankSum += place + 1
                    film.lists += 1
                    films[item] = film
                }
            }
        }

        func share(of item: ItemID) -> Double { Double(films[item]?.first ?? 0) / Double(listCount) }

        func meanRank(of item: ItemID) -> Double {
            let film = films[item] ?? (0, 0, 0)
            return Double(film.rankSum + (listCount - film.lists) * missingRank) / Double(listCount)
        }
    }
}
