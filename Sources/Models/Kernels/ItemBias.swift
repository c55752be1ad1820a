/// What is added to every item's score, whoever asks: a popularity or recency prior.
public struct ItemBias: Sendable {
    /// [items].
    public var values: FrozenArray<Float>
    /// Each value counts this many times.
    public var weight: Float

    /// - Parameter values: [items].
    public init(_ values: FrozenArray<Float>, weight: Float = 1) {
        self.values = values
        self.weight = weight
    }
}
