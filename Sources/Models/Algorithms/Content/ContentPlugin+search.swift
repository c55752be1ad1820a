/// What `marquee tune` tries.
extension ContentPlugin {
    public var searchSpace: [String: SearchRange] {
        [
            "ngrams": .integers(1...2), "neighbors": .integers(20...500, isLogarithmic: true),
            "minimumTexts": .integers(2...20, isLogarithmic: true),
            "maximumShare": .numbers(0.02...1, isLogarithmic: true),
        ]
    }
}
