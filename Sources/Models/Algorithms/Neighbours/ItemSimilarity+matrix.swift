import Synchronization

extension ItemSimilarity {
    /// [items, items] the neighbours of every item.
    ///
    /// Items are compared row by row, each row by one worker in a fixed order of additions, so any number of workers
    /// makes the same bytes.
    /// - Complexity: O(Σ over the rows of `byUser` of entries²) multiplications, divided among the workers.
    func matrix(
        for algorithm: String, _ options: TrainingOptions
    ) async throws(TrainingError) -> InteractionMatrix {
        let itemCount = byUser.columnCount
        let chunks = RowChunks(byItem, costOfRow: 16, targetCost: 4_096)
        let progress = ChunkProgress(algorithm: algorithm, count: chunks.count, options)
        let rows = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount,
            makeScratch: { SparseAccumulator(columnCount: itemCount) },
            throwing: TrainingError(.cancelled, "training was cancelled; nothing was kept")
        ) { (chunk, accumulator) throws(TrainingError) in
            let rows = neighbours(of: chunks[chunk], &accumulator)
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
