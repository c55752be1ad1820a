import Foundation

/// Trains settings on one share of the viewers, a few at once.
struct SearchRound {
    private let share: Double
    private let set: TrainingSet
    private let task: EvaluationTask
    private let popularity: PopularityModel
    private let plugin: any ModelPlugin
    private let options: SettingSearch.Options
    private let store: any TrialStore

    /// - Complexity: O(interactions).
    init(
        share: Double, split: Split, plugin: any ModelPlugin, options: SettingSearch.Options, store: any TrialStore
    ) throws {
        self.share = share
        self.plugin = plugin
        self.options = options
        self.store = store
        set = share < 1 ? split.train.withoutRows(Self.left(out: share, of: split.train, options.seed)) : split.train
        task = EvaluationTask(fit: set, heldOut: split.validation, exclusion: options.exclusion)
        popularity = PopularityModel(counting: set)
        guard !task.warmViewers.isEmpty else {
            throw SearchError(
                message: "nobody to judge by: no viewer of the validation part has a like in the part trained on; "
                    + "try --protocol per-user-random")
        }
    }

    /// Viewers beyond the share, in an order that the seed draws; a larger share has all viewers of a smaller one.
    private static func left(out share: Double, of set: TrainingSet, _ seed: UInt64) -> [Int] {
        var users = Array(0..<set.trainedUserCount)
        var random = SeededRandom(seed: seed, stream: 1)
        users.shuffle(using: &random)
        return Array(users.dropFirst(max(1, Int((share * Double(users.count)).rounded(.up)))))
    }

    /// Trains one setting with all workers, and tells what memory it had beyond what was there before; nil where nobody
    /// looks, or the trial is known already.
    func bytes(of settings: ModelSettings) async throws -> Int? {
        let isKnown = store.trial(settings, share: share) != nil
        options.memory?.startPeak()
        let before = options.memory?.residentBytes
        _ = try await trial(settings, workerCount: options.training.workerCount)
        guard !isKnown, let before, let peak = options.memory?.peakResidentBytes else { return nil }
        return max(0, peak - before)
    }

    /// - Returns: in the order of the settings.
    func run(
        _ settings: [ModelSettings], jobs: Int, progress: @escaping @Sendable (Int, SearchTrial?) -> Void
    ) async throws -> [SearchTrial] {
        let jobs = min(jobs, settings.count)
        return try await withThrowingTaskGroup(of: (Int, SearchTrial).self) { group in
            var trials = [SearchTrial?](repeating: nil, count: settings.count)
            var next = 0
            func begin() {
                guard next < settings.count else { return }
                let place = next
                next += 1
                group.addTask { (place, try await trial(settings[place], workerCount: workers(jobs))) }
            }
            for _ in 0..<jobs { begin() }
            while let (place, trial) = try await group.next() {
                trials[place] = trial
                let done = trials.compactMap(\.self)
                progress(done.count, options.rule.ranked(done).first)
                begin()
            }
            return trials.compactMap(\.self)
        }
    }

    private func workers(_ jobs: Int) -> Int { max(1, options.training.workerCount / jobs) }

    private func trial(_ settings: ModelSettings, workerCount: Int) async throws -> SearchTrial {
        if let known = store.trial(settings, share: share) { return known }
        var training = options.training
        training.workerCount = workerCount
        let start = ContinuousClock.now
        let trial: SearchTrial
        do {
            let model = try await plugin.makeTrainer(settings).train(on: set, options: training)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            trial = try await judged(model, settings, seconds, workerCount)
        } catch let error as SettingError {
            trial = SearchTrial(settings: settings, share: share, failure: error.description)
        } catch let error as TrainingError {
            if error.code == .cancelled { throw CancellationError() }
            trial = SearchTrial(settings: settings, share: share, failure: error.description)
        }
        try store.record(trial)
        return trial
    }

    private func judged(
        _ model: any Recommender, _ settings: ModelSettings, _ seconds: Double, _ workerCount: Int
    ) async throws -> SearchTrial {
        let result = try await Evaluator(Evaluator.Options(cutoffs: [10, 20], workerCount: workerCount)).evaluate(
            model, on: task, fallback: popularity)
        return SearchTrial(
            settings: settings, share: share, ndcg: result.warmMean(.discountedGain(10)),
            recall: result.warmMean(.recall(20)), coverage: result.warm.coverage, seconds: seconds)
    }

    /// Each part of the blend of `settings` alone, its only setting its name, and why the blend is not to be used, if it is
    /// not; nil for a model that is no blend of parts.
    func parts(of settings: ModelSettings, ndcg: Double) async throws -> (trials: [SearchTrial], refusal: String?)? {
        guard let plugin = plugin as? any BlendsParts else { return nil }
        let base = try await plugin.makeBaseTrainer(settings).train(on: set, options: options.training)
        var trials: [SearchTrial] = []
        for part in plugin.parts(of: base) {
            trials.append(
                try await judged(part.model, ["part": .text(part.name)], 0, options.training.workerCount))
        }
        let names = plugin.parts(of: base).map(\.name)
        let refusal = plugin.refusal(ndcg: ndcg, parts: zip(names, trials).map { ($0, $1.ndcg ?? 0) })
        return (trials, refusal)
    }
}
