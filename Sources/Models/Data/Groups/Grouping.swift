/// One way of parting viewers or films into named groups.
struct Grouping {
    let names: [String]
    /// Whether `members` are films; viewers otherwise.
    let isOfItems: Bool
    /// [users or items], the groups of each; none where nothing is known.
    let members: [[Int]]

    func groups(user: Int, item: Int) -> [Int] { members[isOfItems ? item : user] }

    /// - Parameters:
    ///   - movies: in item-number order.
    ///   - viewers: in user-number order; nil where nothing is known.
    ///   - interactionCounts: [users], films met.
    ///   - trainedUserCount: the first so many users are told apart by activity.
    init(
        by dimension: GroupDimension, movies: [Movie], viewers: [Viewer?], interactionCounts: [Int],
        trainedUserCount: Int
    ) {
        switch dimension {
        case .genre: self.init(isOfItems: true, labels: movies.map { Set($0.genres).sorted() })
        case .gender: self.init(isOfItems: false, labels: viewers.map { [$0?.gender].compactMap { $0 } })
        case .age:
            self.init(
                isOfItems: false, names: AgeBand.names,
                members: viewers.map { viewer in [viewer?.age].compactMap { $0 }.map(AgeBand.number) })
        case .activity:
            self.init(
                isOfItems: false,
                names: ["least active quarter", "second quarter", "third quarter", "most active quarter"],
                members: Self.quarters(interactionCounts, trainedUserCount: trainedUserCount))
        }
    }

    private init(isOfItems: Bool, names: [String], members: [[Int]]) {
        self.isOfItems = isOfItems
        self.names = names
        self.members = members
    }

    /// Groups are the labels, sorted.
    private init(isOfItems: Bool, labels: [[String]]) {
        let names = Set(labels.joined()).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        self.init(isOfItems: isOfItems, names: names, members: labels.map { $0.compactMap { numbers[$0] } })
    }

    /// Four groups of one size, as far as that goes; of equal counts the smaller user number comes first.
    private static func quarters(_ counts: [Int], trainedUserCount: Int) -> [[Int]] {
        let ranked = (0..<trainedUserCount).sorted { (counts[$0], $0) < (counts[$1], $1) }
        var members = [[Int]](repeating: [], count: counts.count)
        for (rank, user) in ranked.enumerated() { members[user] = [rank * 4 / ranked.count] }
        return members
    }
}
