import Foundation
import Models

/// What a warm start saves: how many steps it takes to be as good on held-back ratings as a run from random numbers is at
/// its end, and how long.
///
/// A tenth of the ratings, by a hash, is held back from everybody. The earlier version learns from the oldest nine tenths
/// of the others; the runs that are compared learn from all of them, one from random numbers and one from that version.
struct WarmStartBenchmark {
    private static let usage = """
        MarqueeBenchmarks warm
          --ratings FILE    u.data or ratings.dat: user, film, stars, seconds, by tabs or ::
          --models NAMES    by commas (all that can begin from an earlier version)
          --rate X          learningRate of the runs that begin from the earlier version (the default)
          --workers N       (every core)
        """

    /// How many steps a run takes at its end, and what they are called.
    private static let runs: [(model: String, steps: String, count: Int, fixed: ModelSettings)] = [
        ("als", "sweeps", 16, ["tolerance": .integer(0)]), ("svd", "epochs", 30, [:]), ("svdpp", "epochs", 25, [:]),
        ("nmf", "epochs", 60, [:]), ("lightgcn", "epochs", 60, ["validation": .integer(0)]),
        ("hybrid", "epochs", 30, [:]),
    ]
    private static let counts = [1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 20, 25, 30, 40, 50, 60]

    private let options: Options
    private var workerCount: Int {
        options.number("workers", or: ProcessInfo.processInfo.activeProcessorCount)
    }

    init(_ options: Options) { self.options = options }

    func run() async throws {
        guard !options.has("help"), let file = options.text("ratings") else { return print(Self.usage) }
        let data = try WarmStartData(URL(filePath: file))
        print("# \(Machine.description), \(workerCount) workers; \(data.all.ratings.entryCount) ratings,")
        print(
            "# \(data.early.ratings.entryCount) of them for the earlier version; \(data.heldBack.entryCount) held back")
        print("# model, goal, then from nothing and from the earlier version: steps, seconds")
        let wanted = options.text("models").map { $0.split(separator: ",").map(String.init) }
        for run in Self.runs where wanted?.contains(run.model) ?? true {
            try await compare(run.model, steps: run.steps, count: run.count, fixed: run.fixed, data)
        }
    }

    private func compare(
        _ name: String, steps: String, count: Int, fixed: ModelSettings, _ data: WarmStartData
    ) async throws {
        guard let plugin = PluginCatalogue.standard[name] else { return }
        func train(_ steps: ModelSettings, on set: TrainingSet, from start: WarmStart?) async throws -> any Recommender
        {
            try await plugin.makeTrainer(fixed.merging(steps) { $1 }).train(
                on: set, options: TrainingOptions(workerCount: workerCount, start: start))
        }
        let full: ModelSettings = [steps: .integer(count)]
        let earlier = try await train(full, on: data.early, from: nil)
        let start = WarmStart(
            version: "early", model: earlier, users: data.early.users, items: data.early.items, seen: data.early.seen)
        let goal = try await data.worth(of: try await train(full, on: data.all, from: nil), workerCount)
        var cells = [name, String(format: "%.4f", goal.value)]
        for start in [nil, start] {
            var best = goal.worst
            var cell = ""
            for step in Self.counts where step <= count {
                let clock = ContinuousClock()
                let began = clock.now
                let model = try await train(settings(step, of: steps, warm: start != nil), on: data.all, from: start)
                let seconds = (clock.now - began) / .seconds(1)
                let worth = try await data.worth(of: model, workerCount)
                if worth.isBetter(than: best) {
                    best = worth
                    cell = String(format: "not in \(count): %.4f after \(step)", worth.value)
                }
                guard worth.isAsGood(as: goal) else { continue }
                cell = "\(step)\t" + String(format: "%.2f", seconds)
                break
            }
            cells.append(cell)
        }
        print(cells.joined(separator: "\t"))
    }

    private func settings(_ step: Int, of steps: String, warm: Bool) -> ModelSettings {
        guard warm, steps == "epochs", let rate = options.text("rate").flatMap({ Double($0) }) else {
            return [steps: .integer(step)]
        }
        return [steps: .integer(step), "learningRate": .number(rate)]
    }
}

/// Ratings in three parts: old ones, all that are learned from, and those that judge.
struct WarmStartData {
    let early, all: TrainingSet
    /// [users, items] stars, in the numbers of `all`.
    let heldBack: InteractionMatrix

    /// Lower is better for stars (RMSE), higher for lists (NDCG@10).
    struct Worth {
        var value: Double
        var isError: Bool

        var worst: Worth { Worth(value: isError ? .infinity : -.infinity, isError: isError) }

        func isBetter(than other: Worth) -> Bool { isError ? value < other.value : value > other.value }

        /// Within a thousandth of an error, a hundredth of a gain.
        func isAsGood(as goal: Worth) -> Bool {
            isError ? value <= goal.value * 1.001 : value >= goal.value * 0.99
        }
    }

    init(_ file: URL) throws {
        let rows = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).enumerated()
            .compactMap(Self.interaction).sorted { ($0.row.timestamp, $0.number) < ($1.row.timestamp, $1.number) }
        // Every tenth by a multiplicative hash of its place in the file.
        let isHeld = { (number: Int) in (number &* 2_654_435_761) >> 7 & 1023 < 102 }
        let taught = rows.filter { !isHeld($0.number) }.map(\.row)
        early = Self.trainingSet(taught.prefix(taught.count * 9 / 10))
        all = Self.trainingSet(taught[...])
        var held = [[(column: Int, weight: Float)]](repeating: [], count: all.userCount)
        for (number, row) in rows where isHeld(number) {
            guard let user = all.users.number(of: row.user), let item = all.items.number(of: row.item) else { continue }
            held[user.index].append((item.index, Float(row.value)))
        }
        heldBack = InteractionMatrix(rows: held, columnCount: all.itemCount)
    }

    private static func interaction(_ number: Int, _ line: Substring) -> (number: Int, row: Interaction)? {
        let fields = line.split { $0 == "\t" || $0 == ":" }.map(String.init)
        guard fields.count == 4, let stars = Double(fields[2]), let time = Int64(fields[3]) else { return nil }
        return (
            number,
            Interaction(
                user: UserID(fields[0]), item: ItemID(fields[1]), kind: .rating, value: stars, timestamp: time)
        )
    }

    private static func trainingSet(_ rows: ArraySlice<Interaction>) -> TrainingSet {
        Preprocessor(InteractionLog(rows), movies: [], settings: .keepAll).trainingSet()
    }

    func worth(of model: any Recommender, _ workerCount: Int) async throws -> Worth {
        guard let model = model as? any PredictsRatings else {
            let likes = InteractionMatrix(
                rows: (0..<heldBack.rowCount).map { user in
                    heldBack.withRow(user) { items, stars in
                        zip(items, stars).filter { $0.1 >= 4 }.map { (column: Int($0.0), weight: 1) }
                    }
                }, columnCount: heldBack.columnCount)
            let result = try await Evaluator(Evaluator.Options(cutoffs: [10], workerCount: workerCount)).evaluate(
                model, on: EvaluationTask(fit: all, heldOut: likes), fallback: PopularityModel(counting: all))
            return Worth(value: result.warmMean(.discountedGain(10)) ?? 0, isError: false)
        }
        return Worth(value: error(of: model), isError: true)
    }

    /// The root mean squared error of the stars held back.
    private func error(of model: any PredictsRatings) -> Double {
        var scratch = RankingScratch()
        var squares = 0.0
        for user in 0..<heldBack.rowCount {
            let query = Query(subject: .known(UserNumber(user)), eligible: ItemMask(count: 0))
            heldBack.withRow(user) { items, stars in
                for place in items.indices {
                    let item = ItemNumber(rawValue: items[place])
                    let miss = model.predictRating(of: item, query: query, scratch: &scratch) - stars[place]
                    squares += Double(miss) * Double(miss)
                }
            }
        }
        return (squares / Double(max(1, heldBack.entryCount))).squareRoot()
    }
}
