import Foundation

extension EvaluationReport {
    /// A piece of the report: a heading, then a table.
    struct Section {
        var title: String
        var note: String?
        var table: TextTable
    }

    var sections: [Section] {
        var sections: [Section] = []
        if models.contains(where: { $0.warm != nil }) {
            sections.append(
                Section(
                    title: "Warm viewers (\(rules.warmViewerCount)): at least one like in the part trained on",
                    note: "Mean with its 95 % interval; * ahead of every other model by more than chance.",
                    table: headline(\.warm)))
            sections.append(Section(title: "Warm viewers, every cut-off", table: cutoffTable(\.warm)))
            sections.append(gatesSection)
            if models.contains(where: { !$0.groups.isEmpty }) { sections.append(groupsSection) }
        }
        if models.contains(where: { $0.cold != nil }) {
            sections.append(
                Section(
                    title: "Cold viewers (\(rules.coldViewerCount)): no like known, answered without a viewer",
                    table: headline(\.cold)))
        }
        if models.contains(where: { $0.similarity != nil }) {
            sections.append(
                Section(
                    title: "Similar films: lists of \(SimilarityQuality.listLength) for every film",
                    note: "Co-like NDCG: against the films that the same viewers of the test part liked.",
                    table: similarityTable))
        }
        if models.contains(where: { !$0.newcomers.isEmpty }) { sections.append(newcomersSection) }
        sections.append(
            Section(
                title: "Cost",
                note: "A list: ten films for one viewer, one thread. Training's memory is what it had beyond the data; "
                    + "loaded, what the model keeps.", table: costs))
        if let choice { sections.append(Self.section(choice)) }
        sections.append(Section(title: "Settings", table: settingsTable))
        return sections + tuning.map(Self.section)
    }

    // MARK: Quality

    /// The metrics of the first table: the middle cut-off for what must be precise, the largest for what must be found.
    private var headlineMetrics: [RankingMetric] {
        guard let largest = rules.cutoffs.last, let middle = RankingMetric.middle(of: rules.cutoffs) else {
            return [.reciprocalRank, .averagePrecision]
        }
        return [
            .discountedGain(middle), .recall(largest), .hitRate(middle), .reciprocalRank, .averagePrecision,
        ]
    }

    private func headline(_ group: (ModelReport) -> GroupReport?) -> TextTable {
        let middle = RankingMetric.middle(of: rules.cutoffs)
        let beyond = middle.map(RankingMetric.beyondAccuracy) ?? []
        var table = TextTable(
            ["model"] + headlineMetrics.map(\.name) + ["against best"]
                + ["Coverage@\(rules.depth)", "Gini@\(rules.depth)"] + beyond.map(\.name))
        for model in models {
            guard let figures = group(model) else { continue }
            table.rows.append(
                [model.name + (refusal(of: model.name) != nil ? " (refused)" : "")]
                    + headlineMetrics.enumerated().map { place, metric in
                        Self.cell(figures, metric, withInterval: place < 2)
                    } + [figures.behindBest.map(Self.interval) ?? "best"]
                    + [Self.number(figures.coverage), Self.number(figures.gini)]
                    + beyond.map { metric in
                        figures.metrics[metric].map { Self.fixed($0.mean, metric == beyond.last ? 2 : 1) } ?? "-"
                    })
        }
        return table
    }

    private func cutoffTable(_ group: (ModelReport) -> GroupReport?) -> TextTable {
        let kinds: [(Int) -> RankingMetric] = [
            { .discountedGain($0) }, { .recall($0) }, { .precision($0) }, { .hitRate($0) },
        ]
        let metrics = kinds.flatMap { rules.cutoffs.map($0) }
        var table = TextTable(["model"] + metrics.map(\.name))
        for model in models {
            guard let figures = group(model) else { continue }
            table.rows.append([model.name] + metrics.map { Self.cell(figures, $0, withInterval: false) })
        }
        return table
    }

    private static func cell(_ figures: GroupReport, _ metric: RankingMetric, withInterval: Bool) -> String {
        guard let estimate = figures.metrics[metric] else { return "-" }
        let mark = figures.leadsIn.contains(metric) ? "*" : ""
        guard withInterval else { return number(estimate.mean) + mark }
        return "\(number(estimate.mean))\(mark) [\(number(estimate.low)), \(number(estimate.high))]"
    }

    private var similarityTable: TextTable {
        var table = TextTable(["model", "Co-like NDCG@10", "genre overlap", "films judged", "with a list"])
        for model in models {
            guard let quality = model.similarity else { continue }
            table.rows.append([
                model.name, Self.number(quality.coLikeGain), Self.number(quality.genreOverlap),
                "\(quality.judgedFilmCount)", Self.number(quality.answeredShare),
            ])
        }
        return table
    }

    // MARK: Cost and tuning

    private var costs: TextTable {
        var table = TextTable([
            "model", "train s", "train MB", "evaluate s", "artefact MB", "loaded MB", "list p50 µs", "p99 µs",
            "lists/s",
        ])
        for model in models {
            table.rows.append([
                model.name, Self.fixed(model.trainingSeconds, 2), Self.megabytes(model.memory?.trainingPeak),
                Self.fixed(model.evaluationSeconds, 2), Self.megabytes(model.modelBytes),
                Self.megabytes(model.memory?.resident),
                model.speed.map { Self.fixed($0.median, 1) } ?? "-",
                model.speed.map { Self.fixed($0.ninetyNinth, 1) } ?? "-",
                model.speed.map { Self.fixed($0.listsPerSecond, 0) } ?? "-",
            ])
        }
        return table
    }

    private static func megabytes(_ bytes: Int?) -> String { bytes.map { fixed(Double($0) / 1e6, 2) } ?? "-" }

    private var settingsTable: TextTable {
        var table = TextTable(["model", "settings"], words: [0, 1])
        table.rows = models.filter { !$0.settings.isEmpty }.map { [$0.name, Self.text($0.settings)] }
        return table
    }

    /// How many of the settings tried a person is shown: the chosen one and the best beside it.
    private static let shownTrials = 8

    private static func section(_ tuning: TuningReport) -> Section {
        var table = TextTable(["", "NDCG@10", "Recall@20", "coverage", "settings"], words: [0, 4])
        let best = tuning.trials.sorted { ($0.isChosen ? 1 : 0, $0.ndcg) > ($1.isChosen ? 1 : 0, $1.ndcg) }
        for trial in best.prefix(shownTrials) {
            table.rows.append([
                trial.isChosen ? "chosen" : "", number(trial.ndcg), number(trial.recall), number(trial.coverage),
                text(trial.settings),
            ])
        }
        for part in (tuning.parts ?? []).sorted(by: { $0.ndcg > $1.ndcg }) {
            table.rows.append([
                "part", number(part.ndcg), number(part.recall), number(part.coverage), text(part.settings),
            ])
        }
        let others = max(0, best.count - shownTrials)
        let note =
            tuning.reason + (others > 0 ? " \(others) more are in the JSON report." : "")
            + (tuning.refusal.map { " " + $0 } ?? "")
        return Section(title: "Tuning of \(tuning.model) on the validation part", note: note, table: table)
    }

    static func text(_ settings: ModelSettings) -> String {
        settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }

    /// A mean with its interval.
    static func interval(_ estimate: Estimate) -> String {
        "\(number(estimate.mean)) [\(number(estimate.low)), \(number(estimate.high))]"
    }

    static func number(_ value: Double?) -> String { value.map { fixed($0, 3) } ?? "-" }

    static func fixed(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
