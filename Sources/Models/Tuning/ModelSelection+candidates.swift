extension ModelSelection {
    /// What is tried where nobody says otherwise.
    public static let standardCandidates: [String: [ModelSettings]] = [
        "trending": halfLives.map { ["halfLifeDays": .number($0)] }, "blend": blendCandidates,
        "ease": easeCandidates, "gfcf": gfcfCandidates, "weighted": mixCandidates, "fused": mixCandidates,
    ]

    /// What ALS and content count beside EASE, from much to little: a part that only disturbs should be able to stay small.
    private static let mixCandidates: [ModelSettings] = [1.0, 0.5].flatMap { als in
        [0.0, 0.05, 0.1, 0.2].map { ["weight.als": .number(als), "weight.content": .number($0)] }
    }

    /// Days.
    private static let halfLives: [Double] = [7, 14, 30, 90]

    /// The base alone first (weight 0), so that validation can say that recency does not pay.
    private static var blendCandidates: [ModelSettings] {
        alsCandidates.flatMap { base in
            let mixed = halfLives.flatMap { halfLife in
                [0.25, 0.5, 1, 2].map { weight -> ModelSettings in
                    ["halfLifeDays": .number(halfLife), "weight": .number(weight)]
                }
            }
            return ([["weight": .number(0)]] + mixed).map { recency in base.merging(recency) { base, _ in base } }
        }
    }

    /// From the most accurate to the most varied: less regularisation and more confidence reach further into the
    /// catalogue. The first is what `als` takes by itself.
    private static let alsCandidates: [ModelSettings] = [(5, 2), (20, 6.5), (20, 6), (5, 1.1), (5, 0.8)].map {
        ["als.alpha": .number($0), "als.regularization": .number($1)]
    }

    /// The default first; larger data want more regularisation, and plain EASE (exponent and dropout 0) much more.
    private static let easeCandidates: [ModelSettings] = [
        (20.0, 0.5, 0.5), (50, 0.5, 0.5), (100, 0.5, 0.5), (50, 0.5, 0.3), (200, 0, 0.5), (400, 0, 0),
    ].map { ["regularization": .number($0), "viewerExponent": .number($1), "dropout": .number($2)] }

    /// Fewer singular vectors for small data, more of them and counting for more on large data.
    private static let gfcfCandidates: [ModelSettings] = [(64, 0.5), (32, 0.3), (128, 1), (256, 1)].map {
        ["factors": .integer($0), "alpha": .number($1)]
    }
}
