import Foundation

/// What follows from the figures: gates met or not, who is served how well, and which model is to serve.
extension EvaluationReport {
    // MARK: Gates

    var gatesSection: Section {
        let gates = SuccessGates()
        var table = TextTable(
            ["model", "NDCG@10", "Recall@20", "Coverage@\(rules.depth)", "all"], words: [0, 1, 2, 3, 4])
        for model in models {
            guard let warm = model.warm else { continue }
            let outcomes = gates.outcomes(warm, depth: rules.depth)
            guard outcomes.count == 3 else { continue }
            table.rows.append(
                [model.name] + outcomes.map { "\(Self.number($0.reached)) \($0.isMet ? "met" : "not met")" }
                    + [outcomes.allSatisfy(\.isMet) ? "met" : "not met"])
        }
        return Section(
            title: "Gates of success: NDCG@10 ≥ \(Self.short(gates.ndcg)), Recall@20 ≥ \(Self.short(gates.recall)), "
                + "coverage of the first \(rules.depth) ≥ \(Self.short(gates.coverage * 100)) %",
            note: gateNote(gates), table: table)
    }

    /// What the gates mean under this protocol.
    private func gateNote(_ gates: SuccessGates) -> String {
        var notes: [String] = []
        let asked = rules.warmViewerCount + rules.coldViewerCount
        if rules.coldViewerCount > 0 {
            notes.append(
                "Of \(asked) viewers asked about, \(rules.coldViewerCount) are new: the gates are of the other "
                    + "\(rules.warmViewerCount).")
        }
        if let largest = rules.largestRecall {
            notes.append(
                "A list of nothing but right films would have a Recall@20 of \(Self.number(largest))"
                    + (largest < gates.recall
                        ? ": this gate cannot be met here, viewers went on to like too many films." : "."))
        }
        if rules.warmViewerCount < 200, rules.warmViewerCount > 0 {
            notes.append("So few viewers decide little: see the intervals above.")
        }
        return notes.joined(separator: " ")
    }

    // MARK: Groups

    /// A row for each model, a column for each group: NDCG.
    var groupsSection: Section {
        let groups = models.first { !$0.groups.isEmpty }?.groups ?? []
        var table = TextTable(["model"] + groups.map { "\($0.name) (\($0.viewerCount))" })
        for model in models where model.groups.count == groups.count {
            table.rows.append([model.name] + model.groups.map { Self.number($0.ndcg.mean) })
        }
        return Section(
            title: "Warm viewers by group, \(middleGainName)",
            note:
                "Groups of \(ViewerGroups.minimumViewers) viewers and more, with their numbers; intervals are in the JSON "
                + "report.", table: table)
    }

    private var middleGainName: String {
        RankingMetric.headline(among: rules.cutoffs.map { .discountedGain($0) })?.name ?? "NDCG"
    }

    // MARK: Newcomers

    var newcomersSection: Section {
        let steps = models.first { !$0.newcomers.isEmpty }?.newcomers ?? []
        let names = steps.map { $0.knownLikes == 0 ? "none known" : "after \($0.knownLikes)" }
        var table = TextTable(["model"] + names.flatMap { ["\(middleGainName) \($0)", "Recall \($0)"] })
        for model in models where model.newcomers.count == steps.count {
            table.rows.append(
                [model.name]
                    + model.newcomers.flatMap { [Self.interval($0.ndcg), Self.number($0.recall.mean)] })
        }
        let count = steps.first?.viewerCount ?? 0
        return Section(
            title: "Newcomers (\(count)): after their first likes, without training again",
            note: "The same viewers and the same films asked for in every column: those they liked after their first "
                + "\(steps.last?.knownLikes ?? 0).", table: table)
    }

    // MARK: The choice

    static func section(_ choice: ServingChoice) -> Section {
        let rule = choice.rule
        var table = TextTable(["", "model", "score", "accuracy", "stability", "cost"], words: [0, 1])
        for score in choice.scores.sorted(by: { $0.total > $1.total }) {
            let remark = score.model == choice.model ? "serve" : score.coversEnough ? "" : "covers too little"
            table.rows.append(
                [remark, score.model]
                    + [score.total, score.accuracy, score.stability, score.cost].map { number($0) })
        }
        let note = """
            \(choice.reason)
            The rule: \(short(rule.accuracyWeight)) × accuracy (NDCG by the best model's) + \(short(rule.stabilityWeight)) × \
            stability (the group served worst by the mean) + \(short(rule.costWeight)) × cost (a half at \
            \(short(rule.listBudget)) µs for the 99th of a hundred lists, \(short(rule.trainingBudget)) s of training, \
            \(short(rule.byteBudget / 1e6)) MB), among models that cover \(short(rule.minimumCoverage * 100)) % of the films \
            if there is any.
            """
        return Section(title: "To serve: \(choice.model)", note: note, table: table)
    }

    static func short(_ value: Double) -> String { String(format: "%g", value) }
}
