import Models

/// Counters since start, one for each `ServingCounter`. For rare events: what every answer counts is tallied in the
/// shards.
public final class CounterBoard: Sendable {
    private let counts = Locked([Int](repeating: 0, count: ServingCounter.allCases.count))

    public init() {}

    /// - Precondition: `amount >= 0`.
    public func add(_ counter: ServingCounter, _ amount: Int = 1) {
        precondition(amount >= 0, "counters never go back")
        counts.withLock { $0[counter.rawValue] &+= amount }
    }

    /// What `counter` stands at.
    public subscript(counter: ServingCounter) -> Int { counts.withLock { $0[counter.rawValue] } }

    /// All of them, as of one moment.
    public var all: [ServingCounter: Int] {
        let counts = counts.withLock { $0 }
        return Dictionary(uniqueKeysWithValues: ServingCounter.allCases.map { ($0, counts[$0.rawValue]) })
    }
}
