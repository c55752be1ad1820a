/// The likes of a training set in the order of an epoch, and films to hold against them.
struct LikeOrder: Sendable {
    let positives: InteractionMatrix
    /// [entries] whose like it is.
    private let users: [Int32]
    private let seed: UInt64

    init(_ positives: InteractionMatrix, seed: UInt64) {
        self.positives = positives
        self.seed = seed
        var users: [Int32] = []
        users.reserveCapacity(positives.entryCount)
        for row in 0..<positives.rowCount {
            users.append(contentsOf: repeatElement(Int32(row), count: positives.entryCount(ofRow: row)))
        }
        self.users = users
    }

    var count: Int { users.count }

    /// Every like once, shuffled by seed and epoch.
    /// - Complexity: O(likes).
    func shuffled(epoch: Int) -> [Int32] {
        var order = (0..<Int32(count)).map { $0 }
        var random = SeededRandom(seed: seed, stream: UInt64(epoch) << 40)
        for place in stride(from: count - 1, to: 0, by: -1) { order.swapAt(place, random.below(place + 1)) }
        return order
    }

    func user(of entry: Int32) -> Int32 { users[Int(entry)] }

    /// A stream of its own for each like of each epoch.
    func random(epoch: Int, entry: Int32) -> SeededRandom {
        SeededRandom(seed: seed, stream: UInt64(epoch) << 40 | UInt64(entry) &+ 1)
    }

    /// A film that `user` does not like, every one as likely; nil where a hundred draws find none.
    func stranger(to user: Int32, _ random: inout SeededRandom) -> Int32? {
        for _ in 0..<100 {
            let item = Int32(random.below(positives.columnCount))
            if !likes(user, item) { return item }
        }
        return nil
    }

    /// - Complexity: O(log likes of the viewer).
    func likes(_ user: Int32, _ item: Int32) -> Bool {
        positives.contains(column: item, inRow: Int(user))
    }
}
