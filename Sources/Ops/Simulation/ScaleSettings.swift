/// How large a made-up model is, and by which seed it is made.
public struct ScaleSettings: Sendable, Equatable {
    public var users = 1_000_000
    public var movies = 27_000
    /// The length of a vector.
    public var factors = 64
    /// Films a viewer has met, on average.
    public var history = 20
    public var seed: UInt64 = 42

    public init() {}

    /// What is out of range, if anything.
    public var problem: String? {
        if !(1...10_000_000).contains(users) { return "users must be 1 to 10,000,000, but are \(users)" }
        if !(1...27_000).contains(movies) { return "movies must be 1 to 27,000, but are \(movies)" }
        if !(1...512).contains(factors) { return "factors must be 1 to 512, but are \(factors)" }
        if !(1...1_000).contains(history) { return "the history must be 1 to 1,000 films, but is \(history)" }
        return nil
    }
}
