/// What `marquee tune` tries: what the standard parts count beside EASE. Learnt weights leave nothing to try.
extension MixPlugin {
    public var searchSpace: [String: SearchRange] {
        guard kind != .stacked else { return [:] }
        return ["weight.als": .numbers(0.1...2, isLogarithmic: true), "weight.content": .numbers(0...0.5)]
    }
}
