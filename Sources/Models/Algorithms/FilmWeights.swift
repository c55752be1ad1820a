import CKernels

/// How much a liked film says for every other: [items, items], row i what film i adds to all. Dense, or the weights
/// furthest from 0 of each column.
struct FilmWeights: Sendable {
    enum Storage: Sendable {
        /// [items × items], row-major.
        case dense(FrozenArray<Float>)
        case sparse(InteractionMatrix)
    }

    let storage: Storage
    let itemCount: Int

    /// - Parameters:
    ///   - dense: [items × items], row-major.
    ///   - kept: weights of each column that are kept, those furthest from 0; 0 keeps all.
    /// - Complexity: O(1), or O(items²) when some are left out.
    init(dense: FrozenArray<Float>, itemCount: Int, kept: Int) {
        precondition(dense.count == itemCount * itemCount, "a weight for each pair of films")
        self.itemCount = itemCount
        storage =
            kept == 0 || kept >= itemCount - 1 ? .dense(dense) : .sparse(Self.furthest(kept, of: dense, itemCount))
    }

    /// The `kept` weights of each column that are furthest from 0; of equals the lower row.
    private static func furthest(_ kept: Int, of dense: FrozenArray<Float>, _ count: Int) -> InteractionMatrix {
        var rows = [[(column: Int, weight: Float)]](repeating: [], count: count)
        var candidates: [ScoredItem] = []
        for column in 0..<count {
            candidates.removeAll(keepingCapacity: true)
            for row in 0..<count where dense[row * count + column] != 0 {
                candidates.append(ScoredItem(item: ItemNumber(row), score: abs(dense[row * count + column])))
            }
            candidates.keepFirst(kept)
            for candidate in candidates {
                let row = candidate.item.index
                rows[row].append((column, dense[row * count + column]))
            }
        }
        return InteractionMatrix(rows: rows, columnCount: count)
    }

    /// Adds `scale` times row `row` to `scores`.
    /// - Complexity: O(items), or O(kept).
    func add(_ row: Int, scale: Float, to scores: UnsafeMutableBufferPointer<Float>) {
        switch storage {
        case .dense(let weights):
            weights.withUnsafeBufferPointer { weights in
                guard let source = weights.baseAddress, let target = scores.baseAddress else { return }
                mq_dense_add_scaled(
                    InstructionSet.detected.kernel, target, source + row * itemCount, scale, Int64(itemCount))
            }
        case .sparse(let weights):
            weights.withRow(row) { columns, values in
                for place in columns.indices { scores[Int(columns[place])] += scale * values[place] }
            }
        }
    }

    /// What row `row` says for `column`; 0 where nothing is kept.
    subscript(row: Int, column: Int) -> Float {
        switch storage {
        case .dense(let weights): weights[row * itemCount + column]
        case .sparse(let weights):
            weights.withRow(row) { columns, values in
                columns.firstIndex(of: Int32(column)).map { values[$0] } ?? 0
            }
        }
    }

    /// Whether anything is said by film `row`.
    func speaks(_ row: Int) -> Bool {
        switch storage {
        case .dense(let weights): weights[(row * itemCount)..<((row + 1) * itemCount)].contains { $0 != 0 }
        case .sparse(let weights): weights.entryCount(ofRow: row) > 0
        }
    }
}

// MARK: - Artefact

extension FilmWeights {
    func tensors() -> [NamedTensor] {
        switch storage {
        case .dense(let weights): [NamedTensor("weights", shape: [itemCount, itemCount], weights)]
        case .sparse(let weights): weights.tensors.map { $0.inSection("kept") }
        }
    }

    /// - Throws: `ArtefactError` when a part is missing, damaged or not finite.
    init(_ tensors: TensorArchive, itemCount: Int) throws(ArtefactError) {
        self.itemCount = itemCount
        if tensors.names.contains("weights") {
            let weights: FrozenArray<Float> = try tensors.tensor("weights", shape: [itemCount, itemCount])
            guard weights.areFinite else {
                throw ArtefactError(.invalidModel, "a weight is not finite; train the model again")
            }
            storage = .dense(weights)
        } else {
            storage = .sparse(
                try InteractionMatrix(
                    tensors.section("kept"), rowCount: itemCount, columnCount: itemCount, isSigned: true))
        }
    }
}
