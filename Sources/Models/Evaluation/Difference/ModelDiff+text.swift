import Foundation

extension ModelDiff {
    /// For a terminal.
    public var text: String { paragraphs { $0.text }.joined(separator: "\n\n") + "\n" }

    /// For a page.
    public var markdown: String { paragraphs { $0.markdown }.joined(separator: "\n\n") + "\n" }

    private func paragraphs(_ print: (TextTable) -> String) -> [String] {
        var parts = [heading, print(sides)]
        if !risers.isEmpty || !fallers.isEmpty { parts.append(print(moves)) }
        if !segments.isEmpty { parts.append(print(bySegment)) }
        if !quality.isEmpty { parts.append(print(qualityBySegment)) }
        return parts
    }

    private var heading: String {
        guard let overlap, let rankBiasedOverlap else {
            return "\(before.version) and \(after.version) have no viewer in common."
        }
        return """
            \(before.version) → \(after.version), \(viewerCount) viewers, full rankings.
            The first \(cutoff) places share \(Self.percent(overlap)) of their films; rank-biased overlap \
            \(Self.number(rankBiasedOverlap.mean, 3)) over \(depth) places; \
            \(Self.number(unchangedShare * 100, 1)) % of viewers keep their first \(cutoff) as they are.
            """
    }

    private var sides: TextTable {
        var table = TextTable(["model", "size MB", "µs a list", "viewers", "films"])
        table.rows = [before, after].map { side in
            [
                side.version, Self.number(Double(side.bytes) / 1e6, 2),
                side.microsecondsPerList.map { Self.number($0, 1) } ?? "–", "\(side.viewerCount)", "\(side.filmCount)",
            ]
        }
        return table
    }

    private var moves: TextTable {
        var table = TextTable(["film", "viewers %", "→", "mean rank", "→"])
        table.rows = (risers + fallers).map { move in
            [
                move.title ?? "#\(move.item)", Self.number(move.shareBefore * 100, 1),
                Self.number(move.shareAfter * 100, 1), Self.number(move.meanRankBefore, 1),
                Self.number(move.meanRankAfter, 1),
            ]
        }
        return table
    }

    private var bySegment: TextTable {
        var table = TextTable(["segment", "viewers", "overlap@\(cutoff)", "RBO"])
        table.rows = segments.map {
            [$0.name, "\($0.viewerCount)", Self.number($0.overlap, 3), Self.number($0.rankBiasedOverlap, 3)]
        }
        return table
    }

    private var qualityBySegment: TextTable {
        var table = TextTable(["segment", "viewers", "before", "after", "difference", "95 % interval", ""])
        table.rows = quality.map { segment in
            [
                segment.name, "\(segment.viewerCount)", Self.number(segment.before, 4), Self.number(segment.after, 4),
                Self.number(segment.difference.mean, 4),
                "\(Self.number(segment.difference.low, 4)) to \(Self.number(segment.difference.high, 4))",
                segment.isRegression ? "worse" : "",
            ]
        }
        return table
    }

    private static func percent(_ estimate: Estimate) -> String {
        "\(number(estimate.mean * 100, 1)) % (\(number(estimate.low * 100, 1))–\(number(estimate.high * 100, 1)))"
    }

    private static func number(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
