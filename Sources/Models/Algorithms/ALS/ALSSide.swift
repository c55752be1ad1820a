/// One side of the training matrix, prepared for its half-steps.
struct ALSSide: Sendable {
    /// [solved rows, fixed rows]
    let matrix: InteractionMatrix
    /// λ of each row.
    private let ridges: FrozenArray<Float>
    private let chunks: RowChunks

    /// Work in a piece, counted in entries: 0.1 to 0.2 ms at 64 factors, so that a cancelled run ends soon and the
    /// last piece keeps nobody waiting.
    private static let pieceCost = 8_192

    init(_ matrix: InteractionMatrix, settings: ALSSettings) {
        self.matrix = matrix
        ridges = FrozenArray(
            (0..<matrix.rowCount).map {
                settings.ridge(entryCount: matrix.entryCount(ofRow: $0), otherCount: matrix.columnCount)
            })
        // Factorising a matrix costs about as much as adding `factors` entries to it.
        chunks = RowChunks(matrix, costOfRow: settings.factors, targetCost: Self.pieceCost)
    }

    /// Every row's vector against `fixed`, and what the rows add to the objective.
    func solve(
        against fixed: FactorMatrix, gram: GramMatrix, alpha: Float, options: TrainingOptions, what: String
    ) async throws(TrainingError) -> (FactorMatrix, HalfStep.Sums) {
        let step = HalfStep(interactions: matrix, fixed: fixed, gram: gram, ridges: ridges, alpha: alpha)
        let buffer = FactorBuffer(rowCount: matrix.rowCount, factorCount: fixed.factorCount)
        let instructionSet = options.instructionSet
        let chunks = chunks
        let sums = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount,
            makeScratch: { SolveScratch(factorCount: fixed.factorCount) }, throwing: TrainingError.trainingCancelled
        ) { (chunk: Int, scratch: inout SolveScratch) throws(TrainingError) -> HalfStep.Sums in
            do throws(NotPositiveDefinite) {
                return try step.solve(
                    rows: chunks[chunk], into: buffer, instructionSet: instructionSet, scratch: scratch)
            } catch {
                throw TrainingError.notPositiveDefinite(row: error.row, what: what)
            }
        }
        let total = sums.reduce(into: HalfStep.Sums()) { total, part in
            total.explained += part.explained
            total.penalty += part.penalty
        }
        return (buffer.freeze(), total)
    }
}

extension TrainingError {
    static let trainingCancelled = TrainingError(.cancelled, "training was cancelled; nothing was kept")

    fileprivate static func notPositiveDefinite(row: Int, what: String) -> TrainingError {
        TrainingError(
            .notPositiveDefinite,
            "the normal matrix of \(what) \(row) is not positive definite; raise regularization or lower alpha")
    }
}
