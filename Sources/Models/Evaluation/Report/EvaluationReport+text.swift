extension EvaluationReport {
    /// For a terminal: what was asked and how, then tables in aligned columns.
    public var text: String {
        let parts = sections.map { section in
            [section.title, section.note, section.table.text].compactMap(\.self).joined(separator: "\n")
        }
        return ([heading] + parts).joined(separator: "\n\n") + "\n"
    }

    /// A table with what it is about, for those who draw it themselves.
    public struct Table: Sendable, Equatable {
        /// What the table is of.
        public var title: String
        /// How to read it; nil where that is plain.
        public var note: String?
        /// The columns' names.
        public var header: [String]
        /// [rows][columns] as they are printed.
        public var rows: [[String]]
        /// The columns of words; the others are of figures.
        public var words: Set<Int>
    }

    /// All tables of the report, in its order.
    public var tables: [Table] {
        sections.map {
            Table(
                title: $0.title, note: $0.note, header: $0.table.header, rows: $0.table.rows, words: $0.table.words)
        }
    }

    /// The same as Markdown.
    public var markdown: String {
        let parts = sections.map { section in
            ["### \(section.title)", section.note, section.table.markdown].compactMap(\.self)
                .joined(separator: "\n\n")
        }
        return ([heading] + parts).joined(separator: "\n\n") + "\n"
    }

    /// What the figures mean, in three lines.
    public var heading: String {
        let split = rules.split
        let settings = split.settings
        return """
            Protocol \(split.splitProtocol.name)\(seedNote): \(part(split.train)) to train, \
            \(part(split.validation)) to validate, \(part(split.test)) to test.
            \(fitNote) Full ranking of \(rules.rankedFilmCount) \
            films; \(exclusionNote). Cut-offs \(rules.cutoffs.map { "\($0)" }.joined(separator: ", ")); \
            lists of \(rules.depth).
            Warm viewers \(rules.warmViewerCount), cold \(rules.coldViewerCount). A rating of \
            \(Self.short(settings.positives.minimumRating)) or more is a like; thresholds: viewers \
            \(settings.minimumUserInteractions), films \(settings.minimumItemInteractions). Seed \(rules.seed), \
            \(rules.bootstrapSamples) bootstrap samples over viewers, kernels \(rules.instructionSet).
            """
    }

    private var fitNote: String {
        if !tuning.isEmpty { return "Fit on train + validation with settings chosen on validation." }
        if rules.split.validation.interactions > 0 { return "Fit on train + validation; no setting was tuned." }
        return "Fit on train; without a validation part no setting was tuned."
    }

    private var seedNote: String {
        if case .perUserRandom(let seed) = rules.split.splitProtocol { return " (drawn with seed \(seed))" }
        return ""
    }

    private var exclusionNote: String {
        switch rules.exclusion {
        case .met: "what a viewer met before is left out, liked or not"
        case .liked: "only what a viewer liked before is left out"
        }
    }

    private func part(_ part: SplitDescription.Part) -> String {
        "\(part.interactions) interactions (\(part.positives) likes)"
    }
}
