/// From events to training data: what counts, and who did enough to be learned from.
public struct PreprocessingSettings: Sendable, Equatable, Codable {
    public var positives: PositiveRule
    /// Users who met fewer films than this are not trained on.
    public var minimumUserInteractions: Int
    /// Films that fewer users met than this are not ranked.
    public var minimumItemInteractions: Int

    /// - Precondition: both minima are at least 1.
    public init(
        positives: PositiveRule = PositiveRule(), minimumUserInteractions: Int = 5, minimumItemInteractions: Int = 10
    ) {
        precondition(minimumUserInteractions >= 1 && minimumItemInteractions >= 1, "a minimum is at least 1")
        self.positives = positives
        self.minimumUserInteractions = minimumUserInteractions
        self.minimumItemInteractions = minimumItemInteractions
    }

    /// Keeps everything: for small data sets and ready-made splits.
    public static let keepAll = PreprocessingSettings(minimumUserInteractions: 1, minimumItemInteractions: 1)
}
