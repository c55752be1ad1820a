public import Models

/// Films that were asked for and are not in the model, with how often: what the next training should bring.
///
/// Bounded: a new film is not noted when `capacity` different ones are, nor one with an absurdly long id; both are
/// counted.
public final class UnknownItemLog: Sendable {
    private let counts = Locked<[ItemID: Int]>([:])
    private let capacity: Int
    private let counters: CounterBoard

    /// Longer ids are not kept.
    public static let maximumLength = 256

    /// - Parameter capacity: the most films noted; more are counted and dropped.
    public init(capacity: Int = 10_000, counters: CounterBoard = CounterBoard()) {
        self.capacity = capacity
        self.counters = counters
    }

    /// Notes that `item` was asked for. Never waits for disk.
    public func note(_ item: ItemID) {
        counters.add(.unknownItems)
        let kept =
            item.rawValue.utf8.count <= Self.maximumLength
            && counts.withLock { counts in
                guard counts[item] != nil || counts.count < capacity else { return false }
                counts[item, default: 0] += 1
                return true
            }
        if !kept { counters.add(.unknownItemsDropped) }
    }

    /// Takes back what `drain` handed over and could not be kept; within the capacity, what is beyond is counted.
    public func putBack(_ noted: [ItemID: Int]) {
        let dropped = counts.withLock { counts in
            var dropped = 0
            for (item, count) in noted {
                if counts[item] != nil || counts.count < capacity {
                    counts[item, default: 0] += count
                } else {
                    dropped += count
                }
            }
            return dropped
        }
        counters.add(.unknownItemsDropped, dropped)
    }

    /// Everything noted since the last call.
    public func drain() -> [ItemID: Int] {
        counts.withLock { counts in
            let noted = counts
            counts = [:]
            return noted
        }
    }
}
