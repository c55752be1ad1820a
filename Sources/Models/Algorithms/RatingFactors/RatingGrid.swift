/// Ratings parted into a grid of blocks, so that several can be learned from at once without two touching a row.
///
/// Viewers and films are each dealt into `side` groups of about equal work. Block (a, b) holds the ratings by group a of
/// group b; the blocks (a, a + s) for one s share neither viewers nor films. An epoch does the `side` shifts s one after
/// another, the blocks of each at the same time: the stratified descent of Gemulla et al. 2011 (DSGD). The grid depends
/// on the ratings alone, so what is learned does not depend on how many workers there are.
struct RatingGrid: Sendable {
    let side: Int
    /// Block after block; inside a block by viewer, then by film.
    let entries: RatingEntries
    /// [side · side + 1]
    private let starts: [Int]

    static let largestSide = 8

    /// - Parameter ratings: [users, items].
    /// - Complexity: O(ratings), and a sort of the rows by their counts.
    init(_ ratings: InteractionMatrix) {
        let side = max(1, min(Self.largestSide, min(ratings.rowCount, ratings.columnCount)))
        self.side = side
        let userGroups = Self.groups((0..<ratings.rowCount).map { ratings.entryCount(ofRow: $0) }, side)
        var counts = [Int](repeating: 0, count: ratings.columnCount)
        for item in ratings.columns { counts[Int(item)] += 1 }
        let itemGroups = Self.groups(counts, side)
        var starts = [Int](repeating: 0, count: side * side + 1)
        Self.walk(ratings) { user, item, _ in starts[userGroups[user] * side + itemGroups[item] + 1] += 1 }
        for block in 0..<side * side { starts[block + 1] += starts[block] }
        self.starts = starts
        var next = starts
        var users = [Int32](repeating: 0, count: ratings.entryCount)
        var items = users
        let stars = FrozenArray<Float>(count: ratings.entryCount) { target in
            Self.walk(ratings) { user, item, rating in
                let block = userGroups[user] * side + itemGroups[item]
                users[next[block]] = Int32(user)
                items[next[block]] = Int32(item)
                target[next[block]] = rating
                next[block] += 1
            }
        }
        entries = RatingEntries(users: FrozenArray(users), items: FrozenArray(items), ratings: stars)
    }

    /// The entries of block (`piece`, `piece` + `shift`).
    func block(_ piece: Int, shift: Int) -> Range<Int> {
        let block = piece * side + (piece + shift) % side
        return starts[block]..<starts[block + 1]
    }

    private static func walk(_ ratings: InteractionMatrix, _ body: (Int, Int, Float) -> Void) {
        for user in 0..<ratings.rowCount {
            ratings.withRow(user) { items, stars in
                for place in items.indices { body(user, Int(items[place]), stars[place]) }
            }
        }
    }

    /// Rows into groups of about equal counts: the largest first, each into the group that has least.
    private static func groups(_ counts: [Int], _ side: Int) -> [Int] {
        var totals = [Int](repeating: 0, count: side)
        var groups = [Int](repeating: 0, count: counts.count)
        for row in counts.indices.sorted(by: { (-counts[$0], $0) < (-counts[$1], $1) }) {
            let group = totals.indices.min { (totals[$0], $0) < (totals[$1], $1) } ?? 0
            groups[row] = group
            totals[group] += counts[row] + 1
        }
        return groups
    }
}
