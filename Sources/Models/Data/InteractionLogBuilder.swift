/// Collects events from bytes or values and puts them in canonical order.
public struct InteractionLogBuilder: Sendable {
    /// Viewers by first appearance.
    public private(set) var users = IdentifierTable<UserID>()
    /// Films by first appearance.
    public private(set) var items = IdentifierTable<ItemID>()
    /// Numbers are those of `users` and `items`, by first appearance.
    public private(set) var rows = InteractionRows()

    public init() {}

    /// Adds an event, numbering its ids where they are new.
    public mutating func append(_ interaction: Interaction) {
        rows.append(
            user: users.number(of: interaction.user), item: items.number(of: interaction.item),
            kind: interaction.kind.code, value: Float(interaction.value), timestamp: interaction.timestamp)
    }

    /// Gives a user a number before any event does, as bulk loads by key need.
    @discardableResult
    public mutating func addUser(_ id: UserID) -> Int32 { users.number(of: id) }

    /// The number of an id given as UTF-8, a new one when it was not there.
    mutating func number(ofUser id: UnsafeBufferPointer<UInt8>) -> Int32 { users.number(of: id) }
    mutating func number(ofItem id: UnsafeBufferPointer<UInt8>) -> Int32 { items.number(of: id) }

    /// Gives a film a number before any event does.
    @discardableResult
    public mutating func addItem(_ id: ItemID) -> Int32 { items.number(of: id) }

    /// Appends an event whose ids were added before.
    public mutating func append(user: Int32, item: Int32, kind: UInt8, value: Float, timestamp: Int64) {
        rows.append(user: user, item: item, kind: kind, value: value, timestamp: timestamp)
    }

    /// Makes room for `capacity` events.
    public mutating func reserveCapacity(_ capacity: Int) { rows.reserveCapacity(capacity) }

    /// Hands over the rows collected so far and keeps the numbering: for imports that write as they read.
    public mutating func takeRows() -> InteractionRows {
        let taken = rows
        rows = InteractionRows()
        return taken
    }

    /// The log: ids that no row uses are left out, the rest is sorted.
    /// - Complexity: O(rows + ids · log ids), and a sort inside each run of one user and one item.
    public consuming func build() -> InteractionLog {
        let userOrder = Self.canonicalOrder(of: users, used: rows.users)
        let itemOrder = Self.canonicalOrder(of: items, used: rows.items)
        let order = Self.sortedRows(
            rows, userRanks: userOrder.ranks, itemRanks: itemOrder.ranks, userCount: userOrder.numbers.count,
            itemCount: itemOrder.numbers.count)
        var sorted = InteractionRows()
        sorted.users = order.map { userOrder.ranks[Int(rows.users[Int($0)])] }
        sorted.items = order.map { itemOrder.ranks[Int(rows.items[Int($0)])] }
        sorted.kinds = order.map { rows.kinds[Int($0)] }
        sorted.values = order.map { rows.values[Int($0)] }
        sorted.timestamps = order.map { rows.timestamps[Int($0)] }
        return InteractionLog(
            users: UserVocabulary(userOrder.numbers.lazy.map { [users] in users.id(of: $0) }),
            items: ItemVocabulary(itemOrder.numbers.lazy.map { [items] in items.id(of: $0) }),
            canonicalRows: sorted)
    }

    /// The used numbers of `table` in canonical order, and for each number its rank (−1 when unused).
    private static func canonicalOrder<ID>(
        of table: IdentifierTable<ID>, used: [Int32]
    ) -> (numbers: [Int], ranks: [Int32]) {
        var isUsed = [Bool](repeating: false, count: table.count)
        for number in used { isUsed[Int(number)] = true }
        let numbers = (0..<table.count).filter { isUsed[$0] }.sorted { left, right in
            table.withText(of: left) { left in table.withText(of: right) { CanonicalOrder.precedes(left, $0) } }
        }
        var ranks = [Int32](repeating: -1, count: table.count)
        for (rank, number) in numbers.enumerated() { ranks[number] = Int32(rank) }
        return (numbers, ranks)
    }

    /// Row positions by user, item, timestamp, kind, value: two stable counting sorts, then short runs by comparison.
    private static func sortedRows(
        _ rows: InteractionRows, userRanks: [Int32], itemRanks: [Int32], userCount: Int, itemCount: Int
    ) -> [Int32] {
        var order = countingSort((0..<Int32(rows.count)).map { $0 }, count: itemCount) {
            itemRanks[Int(rows.items[$0])]
        }
        order = countingSort(order, count: userCount) { userRanks[Int(rows.users[$0])] }
        var start = 0
        while start < order.count {
            var end = start + 1
            let first = Int(order[start])
            while end < order.count, rows.users[Int(order[end])] == rows.users[first],
                rows.items[Int(order[end])] == rows.items[first]
            { end += 1 }
            if end - start > 1 { order[start..<end].sort { precedesInRun(rows, Int($0), Int($1)) } }
            start = end
        }
        return order
    }

    private static func precedesInRun(_ rows: InteractionRows, _ left: Int, _ right: Int) -> Bool {
        if rows.timestamps[left] != rows.timestamps[right] { return rows.timestamps[left] < rows.timestamps[right] }
        if rows.kinds[left] != rows.kinds[right] { return rows.kinds[left] < rows.kinds[right] }
        return rows.values[left] < rows.values[right]
    }

    /// Stable, by a key 0..<count.
    private static func countingSort(_ order: [Int32], count: Int, by key: (Int) -> Int32) -> [Int32] {
        var next = [Int](repeating: 0, count: count + 1)
        for row in order { next[Int(key(Int(row))) + 1] += 1 }
        for bucket in 0..<count { next[bucket + 1] += next[bucket] }
        var sorted = [Int32](repeating: 0, count: order.count)
        for row in order {
            let bucket = Int(key(Int(row)))
            sorted[next[bucket]] = row
            next[bucket] += 1
        }
        return sorted
    }
}
