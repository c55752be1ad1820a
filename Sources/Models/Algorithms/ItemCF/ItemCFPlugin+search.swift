/// What `marquee tune` tries.
extension ItemCFPlugin {
    public var searchSpace: [String: SearchRange] {
        [
            "neighbors": .integers(20...500, isLogarithmic: true),
            "shrinkage": .numbers(0.1...200, isLogarithmic: true),
            "weighting": .choices(["none", "tfidf", "bm25"].map { .text($0) }),
            "bm25K1": .numbers(1...300, isLogarithmic: true), "bm25B": .numbers(0...1),
        ]
    }
}
