/// What a figure is: the one place that says it, for the API's answers and the pages that show them.
public struct FigureDefinition: Sendable, Equatable {
    /// As answers name it: `ndcg_at_10`.
    public var name: String
    /// As a heading has it: `NDCG@10`.
    public var title: String
    public var unit: Unit
    public var better: Direction
    /// One or two sentences: what is counted, over what, and where it begins and ends.
    public var text: String

    public enum Unit: String, Sendable, CaseIterable {
        case share, count, milliseconds, microseconds, seconds, days, bits, stars, minutes, bytes, score
        case perSecond = "per_second"
    }

    /// Which way is better, where that is beyond doubt.
    public enum Direction: String, Sendable, CaseIterable {
        case higher, lower, neither
    }

    init(_ name: String, _ title: String, _ unit: Unit, _ better: Direction, _ text: String) {
        self.name = name
        self.title = title
        self.unit = unit
        self.better = better
        self.text = text
    }

    init(_ name: String, _ title: String, _ unit: Unit, _ text: String) {
        self.init(name, title, unit, .neither, text)
    }

    /// Every figure that has a fixed name, and those of lists at the usual cut-offs.
    public static let all: [FigureDefinition] = {
        let atCutoffs: [[FigureDefinition]] = [5, 10, 20].map(rightness)
        let parts: [[FigureDefinition]] =
            [serving, monitoring, ranking] + atCutoffs + [coverages, realised, comparing, data]
        return parts.flatMap { $0 }
    }()

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// The definition of that name, whatever its cut-off; nil for a figure that nobody has described.
    public static func of(_ name: String) -> FigureDefinition? {
        if let known = byName[name] { return known }
        guard let place = name.range(of: "_at_"), let cutoff = Int(name[place.upperBound...]) else { return nil }
        return (rightness(cutoff) + [coverage(cutoff)]).first { $0.name == name }
    }

    private static let coverages = [coverage(100)]
}

extension StringProtocol {
    /// Where `text` stands first; the standard library alone.
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
