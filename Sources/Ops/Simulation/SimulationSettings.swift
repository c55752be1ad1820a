/// What is released, how fast, and how patiently.
public struct SimulationSettings: Sendable, Equatable {
    /// The share of the events, by time, that is known already.
    public var from = 0.70
    /// The share of the events after which the release ends.
    public var to = 1.0
    /// Seconds of the data in one second; 0 is as fast as the server takes them.
    public var speed = 0.0
    /// Viewers at once.
    public var connections = 8
    /// Orders what happened in one second, and draws what the data do not say.
    public var seed: UInt64 = 42
    /// Events to release at most; nil releases all.
    public var limit: Int?
    /// Films of one list.
    public var listLength = 10
    /// Seconds without an event after which a viewer's next event begins another session.
    public var sessionGap: Int64 = 1_800
    /// How long one request is repeated while the server is away or busy, counted in the pauses between.
    public var patience: Duration = .seconds(120)

    public init() {}

    /// What is out of range, if anything.
    public var problem: String? {
        if !(0...1).contains(from) { return "from must be 0 to 1, but is \(from)" }
        if !(0...1).contains(to) { return "to must be 0 to 1, but is \(to)" }
        if from > to { return "from (\(from)) is after to (\(to))" }
        if !speed.isFinite || speed < 0 { return "the speed must be 0 or more, but is \(speed)" }
        if !(1...256).contains(connections) { return "connections must be 1 to 256, but are \(connections)" }
        if let limit, limit < 0 { return "the limit must not be negative, but is \(limit)" }
        if !(1...1_000).contains(listLength) { return "a list has 1 to 1,000 films, not \(listLength)" }
        if sessionGap < 0 { return "the gap between sessions must not be negative, but is \(sessionGap)" }
        return nil
    }
}
