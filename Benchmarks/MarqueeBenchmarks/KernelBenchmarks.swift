import Foundation
import Models

/// Scoring one catalogue: the best items for one viewer and for 32, all scores, and ranking scores that exist.
///
/// Without files the factors are normal numbers. `peers/compare_kernels.py` passes files, so that faiss works on the
/// same numbers, and compares the answers.
struct KernelBenchmarks {
    private static let usage = """
        MarqueeBenchmarks kernels
          --items N, --factors N     the catalogue (27278 × 64)
          --rows FILE, --users FILE  its rows and at least 32 viewers, float32, row-major
          --rounds N                 runs of each (400; a tenth for batches)
          --set NAME                 one instruction set only (default: each this machine has)
          --answers                  also the ten best for each of 32 viewers, one line each
        """
    private static let batchSize = 32

    private let options: Options
    private let itemCount: Int
    private let factorCount: Int
    private let rounds: Int
    private let rows: FrozenArray<Float>
    private let users: [[Float]]
    private let everything: ItemMask

    init(_ options: Options) throws {
        self.options = options
        itemCount = options.number("items", or: 27_278)
        let factorCount = options.number("factors", or: 64)
        self.factorCount = factorCount
        rounds = options.number("rounds", or: 400)
        var numbers = NormalNumbers(seed: 7)
        let rows = try Self.floats(options.text("rows")) ?? numbers.vector(itemCount * factorCount)
        let users = try Self.floats(options.text("users")) ?? numbers.vector(256 * factorCount)
        guard rows.count == itemCount * factorCount, users.count >= Self.batchSize * factorCount else {
            throw CocoaError(.fileReadCorruptFile)
        }
        self.rows = FrozenArray(rows)
        self.users = (0..<users.count / factorCount).map { Array(users[$0 * factorCount..<($0 + 1) * factorCount]) }
        everything = ItemMask(count: itemCount)
    }

    private static func floats(_ path: String?) throws -> [Float]? {
        guard let path else { return nil }
        let bytes = try Data(contentsOf: URL(filePath: path))
        return bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }

    func run() {
        guard !options.has("help") else { return print(Self.usage) }
        print("# \(Machine.description); \(itemCount) items × \(factorCount) factors; medians in microseconds")
        let chosen = options.text("set").flatMap { InstructionSet(rawValue: $0) }
        for set in InstructionSet.available where chosen == nil || set == chosen { run(set) }
        if options.has("answers") { answers() }
    }

    private func run(_ set: InstructionSet) {
        let coded = index(set, coded: true)
        report(set, "index", Stopwatch.median(rounds: 5, warmUp: 1) { _ in _ = index(set, coded: true) })
        report(set, "one viewer, top 10", single(coded, count: 10))
        report(set, "one viewer, top 100", single(coded, count: 100))
        report(set, "one viewer, top 10, row by row", single(index(set, coded: false), count: 10))
        report(set, "32 viewers, top 10", batch(coded, count: 10))
        report(set, "32 viewers, top 100", batch(coded, count: 100))
        report(set, "all scores of one viewer", allScores(coded))
        report(set, "top 10 of existing scores", existing(coded))
    }

    private func report(_ set: InstructionSet, _ name: String, _ median: Double) {
        print("\(set.rawValue)\t\(name)\t\(String(format: "%.2f", median))")
    }

    private func index(_ set: InstructionSet, coded: Bool) -> FactorIndex {
        FactorIndex(
            factors: rows, itemCount: itemCount, factorCount: factorCount, instructionSet: set, coded: coded)
    }

    // MARK: Measured

    private func single(_ index: FactorIndex, count: Int) -> Double {
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        return Stopwatch.median(rounds: rounds) { round in
            let user = users[round % users.count]
            index.rank(user: user.span, eligible: everything, count: count, scratch: &scratch, into: &slate)
        }
    }

    /// Filling the batch is part of it.
    private func batch(_ index: FactorIndex, count: Int) -> Double {
        var batch = FactorBatch()
        var slates: [[ScoredItem]] = []
        return Stopwatch.median(rounds: rounds / 10) { round in
            batch.removeAll()
            for place in 0..<Self.batchSize {
                let user = users[(round + place) % users.count]
                batch.append(user: user.span, eligible: everything)
            }
            index.rank(&batch, count: count, into: &slates)
        }
    }

    private func allScores(_ index: FactorIndex) -> Double {
        var scores = [Float](repeating: 0, count: itemCount)
        return Stopwatch.median(rounds: rounds) { round in
            let user = users[round % users.count]
            scores.withUnsafeMutableBufferPointer { index.scoreAll(user: user.span, into: $0) }
        }
    }

    private func existing(_ index: FactorIndex) -> Double {
        var scores = [Float](repeating: 0, count: itemCount)
        var (keys, slate): ([UInt64], [ScoredItem]) = ([], [])
        let user = users[0]
        scores.withUnsafeMutableBufferPointer { index.scoreAll(user: user.span, into: $0) }
        return Stopwatch.median(rounds: rounds) { _ in
            index.instructionSet.rank(scores: scores.span, eligible: everything, count: 10, keys: &keys, into: &slate)
        }
    }

    private func answers() {
        let index = index(.detected, coded: true)
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        for user in users.prefix(Self.batchSize) {
            index.rank(user: user.span, eligible: everything, count: 10, scratch: &scratch, into: &slate)
            print("answer\t" + slate.map { "\($0.item.index)" }.joined(separator: ","))
        }
    }
}
