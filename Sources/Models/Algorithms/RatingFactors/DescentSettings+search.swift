extension DescentSettings {
    /// What a search tries. Searches are by lists, for which `doubt` matters most.
    static let searchSpace: [String: SearchRange] = [
        "factors": .integers(16...128), "learningRate": .numbers(0.005...0.05, isLogarithmic: true),
        "regularization": .numbers(0.03...0.2, isLogarithmic: true),
        "doubt": .numbers(10...3_000, isLogarithmic: true),
    ]
}
