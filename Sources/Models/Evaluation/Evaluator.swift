import Synchronization

/// Puts a model to a task: a full ranking of the catalogue for every viewer, never a sample of it.
///
/// Viewers are asked about in blocks, through `RanksBatches` where the model has it, on every core allowed. The numbers
/// do not depend on how many those are.
public struct Evaluator: Sendable {
    /// How lists are asked for and measured.
    public struct Options: Sendable {
        /// Where lists are cut off, ascending, each once.
        public var cutoffs: [Int]
        /// The length of the lists: of MRR, MAP, coverage and inequality, and at least the largest cut-off.
        public var depth: Int
        /// k0, for viewers who are folded in.
        public var foldInPrior: Double
        /// How many tasks work at once, ≥ 1; does not change the result.
        public var workerCount: Int

        /// - Precondition: cut-offs are ≥ 1.
        public init(cutoffs: [Int] = [5, 10, 20], depth: Int = 100, foldInPrior: Double = 0.5, workerCount: Int) {
            precondition(cutoffs.allSatisfy { $0 >= 1 } && depth >= 1, "a list is cut off after at least one place")
            precondition(foldInPrior.isFinite && foldInPrior >= 0, "the fold-in prior is finite and not negative")
            self.cutoffs = Set(cutoffs).sorted()
            self.depth = max(depth, cutoffs.max() ?? 1)
            self.foldInPrior = foldInPrior
            self.workerCount = max(1, workerCount)
        }

        /// What is measured of each viewer's list.
        public var metrics: [RankingMetric] { RankingMetric.standard(cutoffs: cutoffs) }
    }

    /// How lists are asked for and measured.
    public var options: Options
    /// Viewers in one block: enough for the batch kernels, few enough to share the work evenly.
    private static let blockSize = 64

    public init(_ options: Options) { self.options = options }

    /// What `model` is worth on `task`.
    ///
    /// - Parameters:
    ///   - fallback: answers where the model has no list at all.
    ///   - progress: called between blocks with the share done, 0…1, from any task; must return at once.
    /// - Throws: when the task is cancelled, which is noticed between blocks.
    public func evaluate(
        _ model: any Recommender, on task: EvaluationTask, fallback: PopularityModel,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) async throws(CancellationError) -> ModelEvaluation {
        precondition(model.itemCount == task.itemCount, "the model ranks another catalogue")
        let examiner = BlockExaminer(task: task, model: model, fallback: fallback, options: options)
        let viewerCount = max(1, task.warmViewers.count + task.coldViewers.count)
        let tally = Tally(itemCount: task.itemCount) { progress(Double($0) / Double(viewerCount)) }
        let warm = try await measure(task.warmViewers, examiner, tally)
        let cold = try await measure(task.coldViewers, examiner, tally)
        return ModelEvaluation(metrics: options.metrics, warm: warm, cold: cold)
    }

    private func measure(
        _ viewers: [Int], _ examiner: BlockExaminer, _ tally: Tally
    ) async throws(CancellationError) -> ViewerGroup {
        let blocks = stride(from: 0, to: viewers.count, by: Self.blockSize).map {
            viewers[$0..<min($0 + Self.blockSize, viewers.count)]
        }
        let rows = try await ParallelChunks.map(
            blocks.count, workerCount: options.workerCount, makeScratch: { examiner.makeScratch() },
            throwing: CancellationError()
        ) { (block, scratch) throws(CancellationError) -> [Double] in
            let values = examiner.examine(blocks[block], &scratch)
            tally.add(scratch.exposure, viewerCount: blocks[block].count)
            return values
        }
        return ViewerGroup(viewers, rows.flatMap(\.self), tally.takeExposure(), examiner.task)
    }
}

/// What the workers add up together. Whole numbers, so the order in which they come does not matter.
private final class Tally: Sendable {
    private let exposure: Mutex<Exposure>
    private let viewersDone = Atomic(0)
    private let progress: @Sendable (Int) -> Void

    init(itemCount: Int, progress: @escaping @Sendable (Int) -> Void) {
        exposure = Mutex(Exposure(itemCount: itemCount))
        self.progress = progress
    }

    func add(_ lists: Exposure, viewerCount: Int) {
        exposure.withLock { $0.merge(lists) }
        progress(viewersDone.add(viewerCount, ordering: .relaxed).newValue)
    }

    /// The lists since the last time.
    func takeExposure() -> Exposure {
        exposure.withLock { exposure in
            let taken = exposure
            exposure.removeAll()
            return taken
        }
    }
}
