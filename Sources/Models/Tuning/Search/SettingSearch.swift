import Foundation

/// Searches a model's space of settings on the validation part of a split. The test part is never looked at.
///
/// The defaults take part in every round, so what is found is not worse than they are, by the rule, on validation. The result depends on
/// the data, the plan and the seed alone: not on how many trials are trained at once, nor on where a search was cut off.
public struct SettingSearch: Sendable {
    /// How the search goes.
    public struct Options: Sendable {
        /// How many are tried, on how many viewers.
        public var plan: SearchPlan
        /// Draws settings and viewers.
        public var seed: UInt64
        /// Settings that are fixed.
        public var given: ModelSettings = [:]
        /// How models are trained.
        public var training: TrainingOptions
        /// What decides.
        public var rule = SelectionRule()
        /// How many trials are trained at once, sharing the workers; told the bytes that the first, trained alone, had
        /// beyond the data, where `memory` tells.
        public var jobs: @Sendable (_ bytesOfOne: Int?) -> Int = { _ in 1 }
        /// Tells what a training needed; nil where nobody looks.
        public var memory: (any MemoryGauge)?
        /// What lists may not carry.
        public var exclusion = EvaluationTask.Exclusion.met

        public init(plan: SearchPlan, seed: UInt64 = 42, training: TrainingOptions) {
            self.plan = plan
            self.seed = seed
            self.training = training
        }
    }

    /// What a search is doing.
    public struct Progress: Sendable, Equatable {
        /// From 1.
        public var round: Int
        /// How many there are.
        public var roundCount: Int
        /// Trials of this round done of how many.
        public var done: Int
        /// Trials in this round.
        public var count: Int
        /// Of this round so far, by NDCG.
        public var best: SearchTrial?
    }

    private let split: Split
    private let plugin: any ModelPlugin
    private let options: Options
    private let store: any TrialStore

    /// - Parameter store: where trials are kept, and looked up before they are trained.
    public init(split: Split, plugin: any ModelPlugin, options: Options, store: any TrialStore) {
        self.split = split
        self.plugin = plugin
        self.options = options
        self.store = store
    }

    /// - Parameter progress: called after each trial; must return at once.
    /// - Throws: `SettingError` for what is given; `SearchError` when there is nobody to judge by, or no setting could be
    ///   trained; `CancellationError`; what the store throws.
    @concurrent public func run(
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> SearchOutcome {
        _ = try plugin.makeTrainer(options.given)
        let rounds = options.plan.rounds
        var settings = SearchPlan.draws(
            plugin.searchSpace, count: rounds[0].trialCount, given: options.given, seed: options.seed)
        var all: [SearchTrial] = []
        for (number, round) in rounds.enumerated() {
            let work = try SearchRound(share: round.share, split: split, plugin: plugin, options: options, store: store)
            // Alone, so that it can be told what one needs.
            let jobs = max(1, options.jobs(try await work.bytes(of: settings[0])))
            let count = settings.count
            let trials = try await work.run(settings, jobs: jobs) { done, best in
                progress(
                    Progress(round: number + 1, roundCount: rounds.count, done: done, count: count, best: best))
            }
            let ranked = options.rule.ranked(trials)
            all += ranked + trials.filter { $0.ndcg == nil }
            guard !ranked.isEmpty else { throw SearchError(message: Self.nothingTrained(trials)) }
            guard number + 1 < rounds.count else {
                var outcome = outcome(all, among: ranked)
                let parts = try await work.parts(of: outcome.best.settings, ndcg: outcome.best.ndcg ?? 0)
                (outcome.parts, outcome.refusal) = (parts?.trials, parts?.refusal)
                return outcome
            }
            settings = ranked.prefix(rounds[number + 1].trialCount).map(\.settings)
            if !settings.contains(options.given) { settings.append(options.given) }
        }
        preconditionFailure("a plan has a last round")
    }

    private func outcome(_ all: [SearchTrial], among ranked: [SearchTrial]) -> SearchOutcome {
        let choice = options.rule.choose(ranked.map { .init(ndcg: $0.ndcg ?? 0, coverage: $0.coverage ?? 0) })
        return SearchOutcome(
            model: plugin.name, trials: all, best: ranked[choice.place],
            standard: ranked.first { $0.settings == options.given }, reason: choice.reason)
    }

    private static func nothingTrained(_ trials: [SearchTrial]) -> String {
        "no setting could be trained: \(trials.compactMap(\.failure).first ?? "there is nobody to judge by")"
    }
}

/// A search that found nothing.
public struct SearchError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What, and what to try.
    public var message: String
    public var description: String { message }
}

extension ModelPlugin {
    /// What a search tries: by the setting's name. Nothing, unless the model says so.
    public var searchSpace: [String: SearchRange] { [:] }
}

extension SelectionRule {
    /// Trials that a model came out of, the best first: those that cover enough before the others, then by NDCG; of equals
    /// the one that was drawn first.
    func ranked(_ trials: [SearchTrial]) -> [SearchTrial] {
        let places = trials.indices.filter { trials[$0].ndcg != nil }
        return places.sorted { left, right in
            let first = key(trials[left]), second = key(trials[right])
            return first == second ? left < right : first > second
        }.map { trials[$0] }
    }

    private func key(_ trial: SearchTrial) -> (Int, Double) {
        ((trial.coverage ?? 0) >= minimumCoverage ? 1 : 0, trial.ndcg ?? 0)
    }
}
