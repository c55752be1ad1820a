/// What `marquee tune` tries.
extension HybridPlugin {
    public var searchSpace: [String: SearchRange] {
        [
            "factors": .integers(16...128, isLogarithmic: true), "epochs": .integers(5...60, isLogarithmic: true),
            "learningRate": .numbers(0.01...0.15, isLogarithmic: true), "draws": .integers(3...30),
            "features": .choices([.text("all"), .text("genres"), .text("none")]),
        ]
    }
}
