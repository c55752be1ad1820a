/// What `marquee tune` tries: the recency's share and half-life, and the default base's own settings.
extension BlendPlugin {
    public var searchSpace: [String: SearchRange] {
        let own: [String: SearchRange] = [
            "weight": .numbers(0...2), "halfLifeDays": .numbers(3...180, isLogarithmic: true),
        ]
        guard let base = defaultBase else { return own }
        return base.searchSpace.reduce(into: own) { space, setting in
            space["\(base.name).\(setting.key)"] = setting.value
        }
    }
}
