/// What `marquee tune` tries.
extension EASEPlugin {
    public var searchSpace: [String: SearchRange] {
        [
            "regularization": .numbers(2...1_000, isLogarithmic: true), "viewerExponent": .numbers(0...1),
            "dropout": .numbers(0...0.8),
        ]
    }
}
