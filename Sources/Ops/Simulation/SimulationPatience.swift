import Models

/// How long to wait before a request is sent again, and when to give up. A pure value.
struct SimulationPatience: Sendable, Equatable {
    /// What may still be waited.
    private(set) var rest: Duration
    private var attempt = 0
    private let seed: UInt64

    static let first: Duration = .milliseconds(50)
    static let longest: Duration = .seconds(2)

    init(_ patience: Duration, seed: UInt64) {
        rest = patience
        self.seed = seed
    }

    /// The next pause: twice the one before, up to two seconds, shortened by up to a half so that many who wait do not
    /// come back at once; as long as the server asks where that is longer. Nil when patience is at its end.
    mutating func next(asked: Duration?) -> Duration? {
        guard rest > .zero else { return nil }
        let doubled = min(Self.first * (1 << min(attempt, 10)), Self.longest)
        let draw = Double(StableHash.mix(seed &+ UInt64(attempt)) >> 11) / Double(1 << 53)
        let pause = min(max(doubled * (1 - draw / 2), asked ?? .zero), rest)
        attempt += 1
        rest -= pause
        return pause
    }
}

/// Time as a simulation needs it, so that tests need none.
public struct SimulationTime: Sendable {
    /// Since some fixed moment.
    public var now: @Sendable () -> Duration
    public var sleep: @Sendable (Duration) async throws -> Void

    public init(now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }

    public static var real: SimulationTime {
        let start = ContinuousClock.now
        return SimulationTime(now: { ContinuousClock.now - start }, sleep: { try await Task.sleep(for: $0) })
    }
}
