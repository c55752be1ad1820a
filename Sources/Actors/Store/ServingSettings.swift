public import Models

/// How answers are made, apart from the model. Part of the snapshot, so that it changes with the model and as one.
public struct ServingSettings: Sendable, Equatable {
    /// k0 in `n / (n + k0)`: how many likes of a viewer the model was not trained with weigh as much as popularity
    /// (`PersonalShare`). Chosen on validation.
    public var foldInPrior: Double
    /// What counts as a like of the events since: the rule the model was trained by.
    public var positives: PositiveRule
    /// The longest list that is answered; longer wishes are cut to it.
    public var maximumCount: Int
    /// How many items of one answer get an explanation of their own; the rest of the list keeps the general reason.
    public var maximumExplained: Int

    /// - Precondition: `foldInPrior` is finite and ≥ 0; the counts are ≥ 0.
    public init(
        foldInPrior: Double = Double(PersonalShare.standardHalfPoint), positives: PositiveRule = PositiveRule(),
        maximumCount: Int = 100, maximumExplained: Int = 20
    ) {
        precondition(foldInPrior.isFinite && foldInPrior >= 0, "the fold-in prior must be finite and not negative")
        precondition(maximumCount >= 0 && maximumExplained >= 0, "a list cannot be shorter than nothing")
        self.foldInPrior = foldInPrior
        self.positives = positives
        self.maximumCount = maximumCount
        self.maximumExplained = maximumExplained
    }

    /// How much of a folded-in viewer's score is their own when `count` likes are known, 0…1.
    public func personalShare(likes count: Int) -> Float {
        PersonalShare.of(positiveCount: count, halfPoint: Float(foldInPrior))
    }
}
