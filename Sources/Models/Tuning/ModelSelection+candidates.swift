extension ModelSelection {
    /// What is tried where nobody says otherwise.
    public static let standardCandidates: [String: [ModelSettings]] = [
        "trending": halfLives.map { ["halfLifeDays": .number($0)] }, "blend": blendCandidates,
    ]

    /// Days.
    private static let halfLives: [Double] = [7, 14, 30, 90]

    /// The base alone first (weight 0), so that validation can say that recency does not pay.
    private static var blendCandidates: [ModelSettings] {
        var candidates: [ModelSettings] = []
        for regularization in [1, 0.6] {
            let base: ModelSettings = ["als.regularization": .number(regularization)]
            candidates.append(base.merging(["weight": .number(0)]) { old, _ in old })
            for halfLife in halfLives {
                for weight in [0.25, 0.5, 1, 2] {
                    candidates.append(
                        base.merging(["halfLifeDays": .number(halfLife), "weight": .number(weight)]) { old, _ in old })
                }
            }
        }
        return candidates
    }
}
