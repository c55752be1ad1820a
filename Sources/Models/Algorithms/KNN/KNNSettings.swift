/// How neighbours are found and what they say.
public struct KNNSettings: Sendable, Equatable {
    /// Whose neighbours are asked.
    public enum Side: String, Sendable, CaseIterable {
        /// The films nearest to the film.
        case item
        /// The viewers nearest to the viewer.
        case user
    }

    /// How alike two rows are, by what both were rated with (see `PairSums`).
    public enum Similarity: String, Sendable, CaseIterable {
        /// The cosine of the stars that both were rated with.
        case cosine
        /// 1 / (1 + their mean squared difference).
        case msd
        /// Their correlation.
        case pearson
        /// The cosine of the distances from the baseline, less for pairs of few common ratings.
        case pearsonBaseline = "pearson-baseline"
    }

    /// What is averaged over the neighbours.
    public enum Prediction: String, Sendable, CaseIterable {
        /// Their stars.
        case basic
        /// Their stars' distance from their own mean.
        case means
        /// The same by their own deviation.
        case zscore
        /// Their stars' distance from the baseline.
        case baseline
    }

    /// Whose neighbours are asked.
    public var side: Side
    /// How alike two rows are.
    public var similarity: Similarity
    /// What is averaged over the neighbours.
    public var prediction: Prediction
    /// Neighbours asked, at most; ≥ 1.
    public var neighbours: Int
    /// Common ratings below which two rows are not alike at all; ≥ 1.
    public var minimumSupport: Int
    /// pearson-baseline: pairs of few common ratings count (n − 1) / (n − 1 + shrinkage), ≥ 0.
    public var shrinkage: Double
    /// How the baseline is found, for `Prediction.baseline` and where nothing else is known.
    public var baseline: BaselineSettings

    /// Beyond this many rows the dense table is no longer sensible: 1.6 GB.
    static let rowLimit = 20_000

    /// - Precondition: `neighbours` and `minimumSupport` are ≥ 1, `shrinkage` is ≥ 0.
    public init(
        side: Side = .item, similarity: Similarity = .pearsonBaseline, prediction: Prediction = .baseline,
        neighbours: Int = 40, minimumSupport: Int = 1, shrinkage: Double = 100,
        baseline: BaselineSettings = BaselineSettings()
    ) {
        precondition(neighbours >= 1 && minimumSupport >= 1 && shrinkage >= 0, "settings of a neighbourhood")
        self.side = side
        self.similarity = similarity
        self.prediction = prediction
        self.neighbours = neighbours
        self.minimumSupport = minimumSupport
        self.shrinkage = shrinkage
        self.baseline = baseline
    }

    static let descriptions =
        [
            SettingDescription("side", default: .text("item"), "whose neighbours are asked: item or user"),
            SettingDescription(
                "similarity", default: .text("pearson-baseline"), "cosine, msd, pearson or pearson-baseline"),
            SettingDescription(
                "prediction", default: .text("baseline"),
                "what is averaged: basic (stars), means, zscore or baseline (their distance from those)"),
            SettingDescription("neighbours", default: .integer(40), "neighbours asked, at most, 1…1000"),
            SettingDescription(
                "minimumSupport", default: .integer(1), "common ratings below which two are not alike, 1…1000"),
            SettingDescription(
                "shrinkage", default: .number(100), "pearson-baseline: against pairs of few common ratings, 0…10000"),
        ] + BaselineSettings.descriptions

    init(_ reader: SettingReader) throws(SettingError) {
        self.init(
            side: try reader.choice("side", of: Side.self),
            similarity: try reader.choice("similarity", of: Similarity.self),
            prediction: try reader.choice("prediction", of: Prediction.self),
            neighbours: try reader.integer("neighbours", in: 1...1_000),
            minimumSupport: try reader.integer("minimumSupport", in: 1...1_000),
            shrinkage: try reader.number("shrinkage", in: 0...10_000), baseline: try BaselineSettings(reader))
    }
}
