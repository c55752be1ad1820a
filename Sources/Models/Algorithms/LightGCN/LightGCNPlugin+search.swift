/// What `marquee tune` tries.
extension LightGCNPlugin {
    public var searchSpace: [String: SearchRange] {
        [
            "layers": .integers(1...4), "learningRate": .numbers(0.002...0.03, isLogarithmic: true),
            "regularization": .numbers(1e-4...0.03, isLogarithmic: true),
        ]
    }
}
