import Foundation

/// The values of a setting that are worth trying. Narrower than what the setting takes.
public enum SearchRange: Sendable, Equatable {
    /// Whole numbers between two, both included.
    case integers(ClosedRange<Int>, isLogarithmic: Bool = false)
    /// With `isLogarithmic` each power of ten is as likely as the next: the lower end is then above 0.
    case numbers(ClosedRange<Double>, isLogarithmic: Bool = false)
    /// Any of these.
    case choices([SettingValue])

    /// A value drawn evenly, to three significant digits: settings are read by people.
    public func draw(using random: inout SeededRandom) -> SettingValue {
        switch self {
        case .integers(let range, let isLogarithmic):
            let drawn = Self.draw(Double(range.lowerBound)...Double(range.upperBound), isLogarithmic, &random)
            return .integer(min(range.upperBound, max(range.lowerBound, Int(drawn.rounded()))))
        case .numbers(let range, let isLogarithmic):
            let drawn = Self.rounded(Self.draw(range, isLogarithmic, &random))
            return .number(min(range.upperBound, max(range.lowerBound, drawn)))
        case .choices(let values):
            return values[random.below(values.count)]
        }
    }

    private static func draw(_ range: ClosedRange<Double>, _ isLogarithmic: Bool, _ random: inout SeededRandom)
        -> Double
    {
        let share = Double(random.next() >> 11) / 9_007_199_254_740_992  // 2⁵³
        guard isLogarithmic else { return range.lowerBound + share * (range.upperBound - range.lowerBound) }
        return exp(log(range.lowerBound) + share * (log(range.upperBound) - log(range.lowerBound)))
    }

    private static func rounded(_ value: Double) -> Double { Double(String(format: "%.3g", value)) ?? value }
}
