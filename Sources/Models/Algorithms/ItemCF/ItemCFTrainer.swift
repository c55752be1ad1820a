import Synchronization

/// Trains `ItemCFModel`: item–item cosine on co-occurrence, truncated to the nearest neighbours.
///
/// Items are compared row by row, each row by one worker in a fixed order of additions, so any number of workers makes
/// the same bytes.
public struct ItemCFTrainer: Trainer {
    static let algorithm = "itemcf"

    public struct Settings: Sendable, Equatable {
        /// Neighbours kept for each item, 1…10000.
        public var neighborCount: Int
        /// Added to the cosine's denominator, ≥ 0.
        public var shrinkage: Double
        public var weighting: InteractionWeighting
        /// How late further weight stops to matter, ≥ 0; for `bm25`.
        public var bm25K1: Double
        /// How much a viewer's long history is held against their likes, 0…1; for `bm25`.
        public var bm25B: Double

        public init(
            neighborCount: Int = 200, shrinkage: Double = 0, weighting: InteractionWeighting = .none,
            bm25K1: Double = 100, bm25B: Double = 0.8
        ) {
            precondition(neighborCount > 0 && shrinkage >= 0, "ItemCF keeps at least one neighbour, shrinkage is ≥ 0")
            precondition(bm25K1 >= 0 && (0...1).contains(bm25B), "BM25's k1 is ≥ 0, its b within 0…1")
            self.neighborCount = neighborCount
            self.shrinkage = shrinkage
            self.weighting = weighting
            self.bm25K1 = bm25K1
            self.bm25B = bm25B
        }
    }

    private let settings: Settings
    private let resolved: ModelSettings

    init(_ settings: Settings, resolved: ModelSettings) {
        self.settings = settings
        self.resolved = resolved
    }

    /// - Complexity: O(Σ over viewers of likes²) multiplications, divided among the workers.
    public func train(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> any Recommender {
        guard trainingSet.positives.prefix(rows: trainingSet.trainedUserCount).entryCount > 0 else {
            throw TrainingError(.emptyData, "no film was liked by anybody; import ratings first or lower the threshold")
        }
        let similarity = ItemSimilarity(
            weighted(trainingSet), shrinkage: settings.shrinkage, limit: settings.neighborCount)
        let neighbours = try await neighbours(similarity, options)
        return ItemCFModel(
            neighbours: neighbours, popularity: PopularityModel(counting: trainingSet),
            descriptor: ModelDescriptor(
                algorithm: Self.algorithm, settings: resolved, userCount: trainingSet.trainedUserCount,
                itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash, seed: options.seed,
                instructionSet: InstructionSet.baseline.rawValue))
    }

    /// The trained users' positives with the weighting applied, without what it weighs as nothing.
    private func weighted(_ trainingSet: TrainingSet) -> InteractionMatrix {
        let positives = trainingSet.positives.prefix(rows: trainingSet.trainedUserCount)
        let weights = settings.weighting.weights(of: positives, k1: settings.bm25K1, b: settings.bm25B)
        return positives.keepingPositive(weights)
    }

    private func neighbours(
        _ similarity: ItemSimilarity, _ options: TrainingOptions
    ) async throws(TrainingError) -> InteractionMatrix {
        let itemCount = similarity.byUser.columnCount
        let chunks = RowChunks(similarity.byItem, costOfRow: 16, targetCost: 4_096)
        let progress = ChunkProgress(algorithm: Self.algorithm, count: chunks.count, options)
        let rows = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount,
            makeScratch: { SparseAccumulator(columnCount: itemCount) },
            throwing: TrainingError(.cancelled, "training was cancelled; nothing was kept")
        ) { (chunk, accumulator) throws(TrainingError) in
            let rows = similarity.neighbours(of: chunks[chunk], &accumulator)
            progress.finishOne()
            return rows
        }
        return InteractionMatrix(joining: rows, columnCount: itemCount)
    }
}

/// Counts finished chunks and tells about one in fifty.
private final class ChunkProgress: Sendable {
    private let algorithm: String
    private let count: Int
    private let options: TrainingOptions
    private let start = ContinuousClock.now
    private let finished = Atomic<Int>(0)

    init(algorithm: String, count: Int, _ options: TrainingOptions) {
        self.algorithm = algorithm
        self.count = count
        self.options = options
    }

    func finishOne() {
        let step = finished.wrappingAdd(1, ordering: .relaxed).newValue
        guard step == count || step % max(1, count / 50) == 0 else { return }
        options.progress(
            TrainingProgress(
                algorithm: algorithm, step: step, stepCount: count,
                secondsElapsed: (ContinuousClock.now - start) / .seconds(1)))
    }
}

extension InteractionMatrix {
    /// Consecutive rows in order. Columns ascend within each, as `ItemSimilarity` makes them.
    fileprivate init(joining rows: [ItemSimilarity.Rows], columnCount: Int) {
        var offsets: [Int64] = [0]
        for count in rows.lazy.flatMap(\.counts) { offsets.append(offsets[offsets.count - 1] + Int64(count)) }
        let matrix = InteractionMatrix(
            rowCount: offsets.count - 1, columnCount: columnCount, offsets: FrozenArray(offsets),
            columns: FrozenArray(rows.flatMap(\.items)), weights: FrozenArray(rows.flatMap(\.similarities)))
        guard let matrix else { preconditionFailure("neighbours are ascending and in range") }
        self = matrix
    }
}
