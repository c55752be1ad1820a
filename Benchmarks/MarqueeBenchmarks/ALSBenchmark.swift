import Foundation
import Models

/// Training by alternating least squares: seconds a sweep, and the loss after each.
///
/// Without files the matrix is synthetic: popular items and active users in a long tail. `peers/compare_als.py` passes
/// files, so that implicit works on the same numbers.
struct ALSBenchmark {
    private static let usage = """
        MarqueeBenchmarks als
          --matrix FOLDER      a sparse matrix [users, items]: offsets.i64, columns.i32, weights.f32
          --users N, --items N its shape (6040 × 3706)
          --entries N          entries of the synthetic matrix (1000000)
          --factors N, --sweeps N, --workers N (64, 10, every core)
          --alpha X, --regularization X, --exponent X (1, 10, 0)
          --solver NAME        cholesky or cg, of --steps N for each row (cholesky, 3)
          --set NAME           the instruction set (default: the strongest this machine has)
          --out FOLDER         where to write the factors: users.f32, items.f32
        """

    private let options: Options

    init(_ options: Options) { self.options = options }

    func run() async throws {
        guard !options.has("help") else { return print(Self.usage) }
        let matrix = try options.text("matrix").map { try SparseFiles.matrix($0, options) } ?? synthetic()
        var settings = ALSSettings(
            factors: options.number("factors", or: 64), sweeps: options.number("sweeps", or: 10),
            regularization: number("regularization", or: 10), alpha: number("alpha", or: 1),
            frequencyExponent: number("exponent", or: 0), tolerance: 0)
        settings.solver = options.text("solver").flatMap { ALSSolver(rawValue: $0) } ?? .cholesky
        settings.gradientSteps = options.number("steps", or: 3)
        let workerCount = options.number("workers", or: ProcessInfo.processInfo.activeProcessorCount)
        let set = options.text("set").flatMap { InstructionSet(rawValue: $0) } ?? .detected
        print(
            "# \(Machine.description); \(matrix.rowCount) users × \(matrix.columnCount) items, \(matrix.entryCount)",
            "entries, \(settings.factors) factors, \(settings.solver.rawValue), \(workerCount) workers, \(set.rawValue)"
        )
        print("# sweep, seconds since the first began, processor seconds of the process, loss")
        let (users, items, gram) = try await ALSTrainer(settings: settings).factorize(
            matrix,
            options: TrainingOptions(workerCount: workerCount, instructionSet: set) { step in
                let processor = Double(clock()) / Double(CLOCKS_PER_SEC)
                print("sweep\t\(step.step)\t\(step.secondsElapsed)\t\(processor)\t\(step.loss ?? .nan)")
            })
        let solver = RowSolver(
            fixed: items.compacted(), gram: gram, alpha: Float(settings.alpha), instructionSet: set)
        for count in [5, 20, 144] { foldIn(count, solver, items: items.rowCount) }
        if let folder = options.text("out").map({ URL(filePath: $0) }) {
            try write(users, to: folder.appending(path: "users.f32"))
            try write(items, to: folder.appending(path: "items.f32"))
        }
    }

    /// Times the fold-in of a history of `count` items, another one each time.
    private func foldIn(_ count: Int, _ solver: RowSolver, items: Int) {
        let histories = (0..<64).map { first in
            (0..<count).map { WeightedItem(item: ItemNumber((first * 61 + $0 * 17) % items)) }
        }
        var scratch: [Float] = []
        var vector: [Float] = []
        let median = Stopwatch.median(rounds: 2_000) { round in
            _ = solver.solve(histories[round % 64], ridge: 10, scratch: &scratch, into: &vector)
        }
        print("fold-in\t\(count) items\t\(median) microseconds")
    }

    private func number(_ key: String, or other: Double) -> Double {
        options.text(key).flatMap { Double($0) } ?? other
    }

    // MARK: Matrices

    private func write(_ factors: FactorMatrix, to file: URL) throws {
        try factors.compacted().values.withUnsafeBufferPointer { try Data(buffer: $0).write(to: file) }
    }

    /// Users and items drawn with the square and the cube of a uniform number, so that few have much.
    private func synthetic() -> InteractionMatrix {
        let users = options.number("users", or: 6_040), items = options.number("items", or: 3_706)
        var uniform = UniformNumbers(seed: 11)
        var rows = [[(column: Int, weight: Float)]](repeating: [], count: users)
        for _ in 0..<options.number("entries", or: 1_000_000) {
            let user = uniform.next(), item = uniform.next()
            rows[Int(user * user * Double(users))].append((Int(item * item * item * Double(items)), 1))
        }
        return InteractionMatrix(rows: rows, columnCount: items)
    }
}

/// Numbers 0..<1, the same for the same seed.
private struct UniformNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Double(StableHash.mix(state) >> 11) * 0x1p-53
    }
}
