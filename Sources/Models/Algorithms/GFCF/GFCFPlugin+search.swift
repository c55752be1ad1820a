/// What `marquee tune` tries.
extension GFCFPlugin {
    public var searchSpace: [String: SearchRange] {
        [
            "factors": .integers(16...512, isLogarithmic: true), "alpha": .numbers(0.05...5, isLogarithmic: true),
        ]
    }
}
