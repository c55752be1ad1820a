extension Preferences {
    /// Lets at most `limit` films of each viewer teach: the most recent, of one second those whose ids' hashes are
    /// smallest. What was only skipped teaches nothing and is not counted.
    ///
    /// - Parameter log: the one these preferences are of.
    /// - Complexity: O(rows), and a sort of the rows of each viewer above the limit.
    mutating func capEachUser(at limit: Int, of log: InteractionLog) {
        let films = log.items.ids.map { StableHash.hash($0.rawValue) }
        func key(_ row: Int) -> (Int64, UInt64, Int32) {
            (-timestamps[row], films[Int(items[row])], items[row])
        }
        var start = 0
        while start < count {
            var end = start + 1
            while end < count, users[end] == users[start] { end += 1 }
            let own = (start..<end).filter { isTaught[$0] && isMet[$0] }
            if own.count > limit {
                for row in own.sorted(by: { key($0) < key($1) }).dropFirst(limit) { isTaught[row] = false }
            }
            start = end
        }
    }
}
