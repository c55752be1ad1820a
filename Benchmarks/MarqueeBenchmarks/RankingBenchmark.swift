import Foundation
import Models

/// What a model ranks, and how long it trains: likes to learn from and likes to ask for, as two sparse matrices, so that
/// another library can be asked the same (`peers/compare_ranking.py`).
struct RankingBenchmark {
    private static let usage = """
        MarqueeBenchmarks ranking
          --matrix FOLDER      the likes [users, items] to learn from: offsets.i64, columns.i32, weights.f32
          --test FOLDER        those to ask for
          --users N, --items N their shape
          --model NAME         itemcf, als, … (itemcf)
          --set a=1,b=c        its settings
          --workers N          (every core)
        """

    private let options: Options

    init(_ options: Options) { self.options = options }

    func run() async throws {
        guard let train = options.text("matrix"), let test = options.text("test") else { return print(Self.usage) }
        let likes = try SparseFiles.matrix(train, options), heldOut = try SparseFiles.matrix(test, options)
        let name = options.text("model") ?? "itemcf"
        guard let plugin = PluginCatalogue.standard[name] else { return print("there is no model \(name)") }
        let workers = options.number("workers", or: ProcessInfo.processInfo.activeProcessorCount)
        let data = trainingSet(likes)
        let clock = ContinuousClock()
        let start = clock.now
        let model = try await plugin.makeTrainer(settings).train(
            on: data, options: TrainingOptions(workerCount: workers))
        let seconds = (clock.now - start) / .seconds(1)
        let result = try await Evaluator(Evaluator.Options(cutoffs: [10, 20], workerCount: workers)).evaluate(
            model, on: EvaluationTask(fit: data, heldOut: heldOut), fallback: PopularityModel(counting: data))
        print("# \(Machine.description), \(workers) workers")
        print("# seconds of training, NDCG@10, Recall@20, viewers")
        let ndcg = result.warmMean(.discountedGain(10)) ?? 0, recall = result.warmMean(.recall(20)) ?? 0
        print("ranking\t\(seconds)\t\(ndcg)\t\(recall)\t\(result.warm.viewers.count)")
    }

    private var settings: ModelSettings {
        let pairs = (options.text("set") ?? "").split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
        return Dictionary(
            pairs.filter { $0.count == 2 }.map { (String($0[0]), SettingValue(parsing: String($0[1]))) },
            uniquingKeysWith: { $1 })
    }

    private func trainingSet(_ likes: InteractionMatrix) -> TrainingSet {
        let items = ItemVocabulary((0..<likes.columnCount).map { ItemID("\($0)") })
        return TrainingSet(
            users: UserVocabulary((0..<likes.rowCount).map { UserID("\($0)") }), items: items, positives: likes,
            positiveTimes: FrozenArray([Int64](repeating: 0, count: likes.entryCount)), seen: likes,
            movies: items.ids.map { Movie(id: $0, title: $0.rawValue) }, latest: 0, dataHash: "files")
    }
}

/// A sparse matrix as plain files, which numpy writes with `tofile`.
enum SparseFiles {
    /// Of the shape that `--users` and `--items` say, MovieLens 1M's by default.
    static func matrix(_ folder: String, _ options: Options) throws -> InteractionMatrix {
        let folder = URL(filePath: folder)
        let matrix = InteractionMatrix(
            rowCount: options.number("users", or: 6_040), columnCount: options.number("items", or: 3_706),
            offsets: try numbers(folder.appending(path: "offsets.i64")),
            columns: try numbers(folder.appending(path: "columns.i32")),
            weights: try numbers(folder.appending(path: "weights.f32")))
        guard let matrix else { throw CocoaError(.fileReadCorruptFile) }
        return matrix
    }

    private static func numbers<Number: BitwiseCopyable & Sendable>(_ file: URL) throws -> FrozenArray<Number> {
        let bytes = try Data(contentsOf: file)
        return bytes.withUnsafeBytes { FrozenArray(Array($0.bindMemory(to: Number.self))) }
    }
}
