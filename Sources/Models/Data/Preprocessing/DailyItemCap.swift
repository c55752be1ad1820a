extension Preferences {
    /// Lets at most `limit` viewers a day teach about one film: the earliest, of one second those whose ids' hashes are
    /// smallest. What was only skipped teaches nothing and is not counted.
    ///
    /// - Parameter log: the one these preferences are of.
    /// - Complexity: O(rows · log rows).
    mutating func capEachDay(at limit: Int, of log: InteractionLog) {
        let users = log.users.ids.map { StableHash.hash($0.rawValue) }
        func key(_ row: Int) -> (Int32, Int64, UInt64, Int32) {
            (items[row], timestamps[row], users[Int(self.users[row])], self.users[row])
        }
        let candidates = (0..<count).filter { isTaught[$0] && isMet[$0] }.sorted { key($0) < key($1) }
        var taken = 0
        var previous: Int?
        for row in candidates {
            let isSameDay = previous.map { items[$0] == items[row] && day($0) == day(row) } ?? false
            taken = isSameDay ? taken + 1 : 1
            if taken > limit { isTaught[row] = false }
            previous = row
        }
    }

    /// Whole days since 1970, UTC.
    private func day(_ row: Int) -> Int64 {
        let (quotient, remainder) = timestamps[row].quotientAndRemainder(dividingBy: TrainingWindow.secondsPerDay)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
