/// How much data a figure needs, and how large it may become.
public struct MonitorSettings: Sendable, Equatable, Codable {
    /// Only events of so many days count as new; answers of the last day count.
    public var days = 7
    /// With fewer ratings, events, likes or days of viewers on either side nothing is measured on them.
    public var minimumEvents = 100
    /// With fewer answers of the last day nothing is measured on them.
    public var minimumAnswers = 50
    /// With fewer lists on either side scores are not compared; no more are read.
    public var minimumLists = 100
    public var maximumLists = 2_000

    /// Of the population stability index: above it a population is read as another one.
    public var stabilityLimit = 0.25
    /// Of the Jensen–Shannon divergence, in bits.
    public var divergenceLimit = 0.1
    /// Of the Kolmogorov–Smirnov statistic of scores.
    public var scoreLimit = 0.2
    public var skewChangeLimit = 0.5
    /// In bits.
    public var entropyChangeLimit = 0.5
    public var fallbackLimit = 0.5
    /// How far the share of events about films without details may rise above what the model was trained on.
    public var uncataloguedRise = 0.1
    public var modelAgeLimit = 30.0

    public init() {}
}
