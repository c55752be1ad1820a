/// How alike rows are, each with each: [rows, rows], symmetric; the diagonal is 0, since nobody is their own neighbour.
struct SimilarityTable: Sendable {
    let count: Int
    private let values: FrozenArray<Float>

    subscript(row: Int, other: Int) -> Float { values[row * count + other] }

    func withRow<Result>(_ row: Int, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
        values.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[row * count..<(row + 1) * count])) }
    }

    /// - Parameters:
    ///   - rows: [rows, columns] stars, or their distances from the baseline.
    ///   - columns: its transpose.
    /// - Complexity: O(Σ over columns of ratings² + rows²), divided among the workers; rows² memory.
    /// - Throws: when the task is cancelled.
    init(
        _ rows: InteractionMatrix, _ columns: InteractionMatrix, _ settings: KNNSettings, workerCount: Int,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws(TrainingError) {
        let count = rows.rowCount
        let all = try await ParallelChunks.map(
            count, workerCount: workerCount,
            makeScratch: { [Float](repeating: 0, count: count * PairSums.width) },
            throwing: TrainingError(.cancelled, "training was cancelled; nothing was kept")
        ) { row, sums throws(TrainingError) in
            let similarities = Self.row(row, rows, columns, settings, &sums)
            progress(row)
            return similarities
        }
        self.count = count
        values = FrozenArray<Float>(count: count * count) { target in
            for (row, similarities) in all.enumerated() {
                for (other, similarity) in similarities.enumerated() { target[row * count + other] = similarity }
            }
        }
    }

    private static func row(
        _ row: Int, _ rows: InteractionMatrix, _ columns: InteractionMatrix, _ settings: KNNSettings,
        _ sums: inout [Float]
    ) -> [Float] {
        sums.withUnsafeMutableBufferPointer { sums in
            guard let first = sums.baseAddress else { return [] }
            sums.update(repeating: 0)
            rows.withRow(row) { own, stars in
                for place in own.indices { add(stars[place], columns, Int(own[place]), to: first) }
            }
            return (0..<rows.rowCount).map {
                $0 == row ? 0 : PairSums(first + $0 * PairSums.width).similarity(settings)
            }
        }
    }

    /// Adds what everybody who rated `column` has in common with a row that gave it `stars`.
    static func add(
        _ stars: Float, _ columns: InteractionMatrix, _ column: Int, to sums: UnsafeMutablePointer<Float>
    ) {
        columns.withRow(column) { others, theirs in
            for place in others.indices {
                PairSums.add(stars, theirs[place], to: sums + Int(others[place]) * PairSums.width)
            }
        }
    }
}

// MARK: - Artefact

extension SimilarityTable {
    var tensor: NamedTensor { NamedTensor("similarities", shape: [count, count], values) }

    init(_ archive: TensorArchive, count: Int) throws(ArtefactError) {
        values = try archive.tensor("similarities", shape: [count, count], as: Float.self)
        guard values.areFinite else {
            throw ArtefactError(.invalidModel, "a similarity is not a finite number; train the model again")
        }
        self.count = count
    }
}
