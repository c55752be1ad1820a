import Foundation

extension RatingReport {
    /// For a terminal: errors and costs, then groups of viewers.
    public var text: String { render(table: \.text) }

    /// The same as Markdown.
    public var markdown: String { render(table: \.markdown) }

    private func render(table: (TextTable) -> String) -> String {
        [
            "\(ratingCount) ratings, \(note); seed \(seed), kernels \(instructionSet), workers \(workers). "
                + "Errors are means over the folds.",
            table(errors),
            table(groups),
        ].joined(separator: "\n\n") + "\n"
    }

    private var errors: TextTable {
        let hasReference = rows.contains { $0.reference != nil }
        var table = TextTable(
            ["model", "RMSE", "MAE"] + (hasReference ? ["to match", "", ""] : [])
                + (rows.first?.folds.map { "RMSE \($0.name)" } ?? []) + ["seconds a fold", "peak MB"])
        for row in rows {
            var cells = [row.name, Self.error(row.rmse), Self.error(row.mae)]
            if hasReference {
                cells += [
                    row.reference.map { Self.error($0.rootMeanSquare) } ?? "",
                    row.reference.map { Self.error($0.meanAbsolute) } ?? "",
                    row.isMet.map { $0 ? "met" : "not met" } ?? "",
                ]
            }
            cells += row.folds.map { Self.error($0.rmse) }
            cells.append(String(format: "%.3f", row.trainingSeconds))
            cells.append(row.peakMemory.map { "\($0 / 1_000_000)" } ?? "")
            table.rows.append(cells)
        }
        return table
    }

    /// RMSE and MAE of each group of viewers.
    private var groups: TextTable {
        let names = Set(rows.flatMap { $0.groups.map(\.name) }).sorted()
        var table = TextTable(["viewers", "ratings"] + rows.map(\.name))
        for name in names {
            let found = rows.map { row in row.groups.first { $0.name == name } }
            table.rows.append(
                [name, "\(found.compactMap { $0 }.first?.ratings ?? 0)"]
                    + found.map { group in group.map { "\(Self.error($0.rmse)) / \(Self.error($0.mae))" } ?? "" })
        }
        return table
    }

    private static func error(_ value: Double) -> String { String(format: "%.4f", value) }
}
