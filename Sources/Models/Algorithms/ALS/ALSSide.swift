/// One side of the training matrix, prepared for its half-steps.
struct ALSSide: Sendable {
    /// [solved rows, fixed rows]
    let matrix: InteractionMatrix
    /// λ of each row.
    private let ridges: FrozenArray<Float>
    private let settings: ALSSettings
    private let chunks: RowChunks

    /// Work in a piece, counted in entries: 0.1 to 0.2 ms at 64 factors, so that a cancelled run ends soon and the
    /// last piece keeps nobody waiting.
    private static let pieceCost = 8_192

    init(_ matrix: InteractionMatrix, settings: ALSSettings) {
        self.matrix = matrix
        self.settings = settings
        ridges = FrozenArray(
            (0..<matrix.rowCount).map {
                settings.ridge(entryCount: matrix.entryCount(ofRow: $0), otherCount: matrix.columnCount)
            })
        // Factorising a matrix costs about as much as adding `factors` entries to it.
        chunks = RowChunks(matrix, costOfRow: settings.factors, targetCost: Self.pieceCost)
    }

    /// Every row's vector against `fixed`, exactly, and what the rows add to the objective.
    func solve(
        against fixed: FactorMatrix, gram: GramMatrix, options: TrainingOptions, what: String
    ) async throws(TrainingError) -> (FactorMatrix, HalfStep.Sums) {
        let step = halfStep(against: fixed, gram)
        let buffer = FactorBuffer(rowCount: matrix.rowCount, factorCount: fixed.factorCount)
        let instructionSet = options.instructionSet
        let chunks = chunks
        let sums = try await sum(fixed.factorCount, options) { chunk, scratch throws(TrainingError) in
            do throws(NotPositiveDefinite) {
                return try step.solve(
                    rows: chunks[chunk], into: buffer, instructionSet: instructionSet, scratch: scratch)
            } catch {
                throw TrainingError.notPositiveDefinite(row: error.row, what: what)
            }
        }
        return (buffer.freeze(), sums)
    }

    /// Every row's vector, improved from `previous` by conjugate gradients, and what the rows add to the objective.
    func improve(
        _ previous: FactorMatrix, against fixed: FactorMatrix, gram: GramMatrix, options: TrainingOptions
    ) async throws(TrainingError) -> (FactorMatrix, HalfStep.Sums) {
        let step = halfStep(against: fixed, gram)
        let buffer = FactorBuffer(copying: previous, rowCount: matrix.rowCount)
        let instructionSet = options.instructionSet
        let chunks = chunks, steps = settings.gradientSteps
        let sums = try await sum(fixed.factorCount, options) { chunk, scratch throws(TrainingError) in
            step.improve(
                rows: chunks[chunk], of: buffer, steps: steps, instructionSet: instructionSet, scratch: scratch)
        }
        return (buffer.freeze(), sums)
    }

    private func halfStep(against fixed: FactorMatrix, _ gram: GramMatrix) -> HalfStep {
        HalfStep(
            interactions: matrix, fixed: fixed, gram: gram, ridges: ridges, alpha: Float(settings.alpha),
            offset: settings.confidence.offset)
    }

    private func sum(
        _ factorCount: Int, _ options: TrainingOptions,
        _ body: @escaping @Sendable (Int, SolveScratch) throws(TrainingError) -> HalfStep.Sums
    ) async throws(TrainingError) -> HalfStep.Sums {
        let sums = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount,
            makeScratch: { SolveScratch(factorCount: factorCount) }, throwing: TrainingError.trainingCancelled
        ) { (chunk: Int, scratch: inout SolveScratch) throws(TrainingError) -> HalfStep.Sums in
            try body(chunk, scratch)
        }
        return sums.reduce(into: HalfStep.Sums()) { total, part in
            total.explained += part.explained
            total.penalty += part.penalty
        }
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
