/// What `marquee tune` tries; the ranges hold the best settings of MovieLens 100K and 1M with room on both sides.
extension ALSPlugin {
    public var searchSpace: [String: SearchRange] {
        [
            "factors": .integers(16...192, isLogarithmic: true),
            "regularization": .numbers(0.1...50, isLogarithmic: true),
            "alpha": .numbers(0.5...40, isLogarithmic: true), "frequencyExponent": .numbers(0...1),
        ]
    }
}
