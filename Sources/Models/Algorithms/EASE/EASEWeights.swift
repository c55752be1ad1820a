/// How much a liked film says for every other, and what makes of it a partial correlation.
struct EASEWeights: Sendable {
    /// [items, items], row i what film i adds to all.
    let weights: FilmWeights
    /// [items] √C_jj, which turns a weight into a partial correlation.
    let scales: FrozenArray<Float>

    var itemCount: Int { scales.count }

    /// - Parameters:
    ///   - matrix: −C.
    ///   - kept: weights of each column that are kept; 0 keeps all.
    /// - Complexity: O(items²).
    init(negatedInverse matrix: SymmetricMatrix, kept: Int) {
        let count = matrix.count
        let diagonal = (0..<count).map { -matrix[$0, $0] }
        let dense = FrozenArray<Float>(count: count * count) { target in
            for row in 0..<count {
                for column in 0..<count {
                    target[row * count + column] = row == column ? 0 : matrix[row, column] / diagonal[column]
                }
            }
        }
        scales = FrozenArray(diagonal.map { $0.squareRoot() })
        weights = FilmWeights(dense: dense, itemCount: count, kept: kept)
    }

    /// Adds `scale` times row `row` to `scores`.
    /// - Complexity: O(items), or O(kept).
    func add(_ row: Int, scale: Float, to scores: UnsafeMutableBufferPointer<Float>) {
        weights.add(row, scale: scale, to: scores)
    }

    /// What row `row` says for `column`; 0 where nothing is kept.
    subscript(row: Int, column: Int) -> Float { weights[row, column] }

    /// Whether anything is said by film `row`.
    func speaks(_ row: Int) -> Bool { weights.speaks(row) }
}

// MARK: - Artefact

extension EASEWeights {
    func tensors() -> [NamedTensor] { [NamedTensor("scales", shape: [itemCount], scales)] + weights.tensors() }

    /// - Throws: `ArtefactError` when a part is missing, damaged or not finite.
    init(_ tensors: TensorArchive, itemCount: Int) throws(ArtefactError) {
        scales = try tensors.tensor("scales", shape: [itemCount])
        weights = try FilmWeights(tensors, itemCount: itemCount)
        guard scales.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw ArtefactError(.invalidModel, "a weight is not finite; train the model again")
        }
    }
}
