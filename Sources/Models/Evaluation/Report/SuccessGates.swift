/// What a model must reach to be called a success: NDCG@10 ≥ 0.15, Recall@20 ≥ 0.25, half of the films in somebody's first
/// hundred. Of warm viewers.
///
/// A gate is of a protocol and a data set as much as of a model: what any list could reach is told beside it.
public struct SuccessGates: Sendable, Equatable, Codable {
    /// NDCG@10 at least.
    public var ndcg: Double
    /// Recall@20 at least.
    public var recall: Double
    /// Coverage of the lists at least, 0…1.
    public var coverage: Double

    public init(ndcg: Double = 0.15, recall: Double = 0.25, coverage: Double = 0.5) {
        self.ndcg = ndcg
        self.recall = recall
        self.coverage = coverage
    }

    /// One gate and one model.
    public struct Outcome: Sendable, Equatable, Codable {
        /// `NDCG@10`, `Recall@20`, `Coverage@100`.
        public var figure: String
        /// What the gate asks for.
        public var needed: Double
        /// What the model has.
        public var reached: Double
        /// Whether it is enough.
        public var isMet: Bool { reached >= needed }
    }

    /// Nothing where a figure was not measured.
    /// - Parameter depth: the length of the lists that coverage is of.
    public func outcomes(_ figures: GroupReport, depth: Int) -> [Outcome] {
        [
            ("NDCG@10", ndcg, figures.metrics[.discountedGain(10)]?.mean),
            ("Recall@20", recall, figures.metrics[.recall(20)]?.mean),
            ("Coverage@\(depth)", coverage, figures.coverage),
        ].compactMap { figure, needed, reached in
            reached.map { Outcome(figure: figure, needed: needed, reached: $0) }
        }
    }
}

extension EvaluationTask {
    /// The mean over warm viewers of the recall that a list of the right films alone would have in its first `cutoff`
    /// places: below 1 where viewers went on to like more films than that. Nil without warm viewers.
    func largestRecall(at cutoff: Int) -> Double? {
        guard !warmViewers.isEmpty else { return nil }
        let sum = warmViewers.reduce(0.0) { sum, viewer in
            let relevant = relevant.entryCount(ofRow: viewer)
            return sum + Double(min(cutoff, relevant)) / Double(relevant)
        }
        return sum / Double(warmViewers.count)
    }
}
