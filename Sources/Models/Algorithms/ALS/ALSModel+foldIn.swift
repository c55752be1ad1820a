extension ALSModel: FoldsInUsers {
    public var factorCount: Int { items.factorCount }

    /// The viewer's row of a half-step against this model's items: the same kernel, hence the same vector.
    ///
    /// A history that has no solution (weights so large that single precision cannot hold the sums) gives zeros, which
    /// personalise nothing.
    public func foldIn(_ history: [WeightedItem], scratch: inout RankingScratch, into vector: inout [Float]) {
        _ = solver.solve(history, ridge: ridge(of: history), scratch: &scratch.matrix, into: &vector)
    }

    /// Vectors for many histories at once, on every core that `workerCount` allows: viewers that training left out.
    ///
    /// - Parameter histories: [viewers, items], weights positive and finite.
    /// - Returns: [viewers, factors], each row what `foldIn` gives.
    /// - Throws: `TrainingError` when cancelled, or a row has no solution.
    public func foldIn(
        _ histories: InteractionMatrix, workerCount: Int
    ) async throws(TrainingError) -> FrozenArray<Float> {
        precondition(histories.columnCount == itemCount, "histories of another catalogue")
        let side = ALSSide(histories, settings: settings)
        let options = TrainingOptions(workerCount: workerCount, instructionSet: solver.instructionSet)
        let (vectors, _) = try await side.solve(
            against: items, gram: solver.gram, options: options, what: "viewer")
        return vectors.compacted().values
    }

    func ridge(of history: [WeightedItem]) -> Float {
        settings.ridge(entryCount: history.count, otherCount: itemCount)
    }
}

extension ALSModel: ExplainsItems {
    /// The score as a sum over the viewer's own films: y·x = Σ c·(y·A⁻¹·yⱼ), because x = A⁻¹·Σ c·yⱼ
    /// (Hu, Koren and Volinsky 2008, section 5). Added up over the whole history, that is the folded-in viewer's score.
    ///
    /// - Complexity: O(history · factors² + factors³).
    public func contributions(
        to item: ItemNumber, query: borrowing Query, count: Int, scratch: inout RankingScratch
    ) -> [ScoredItem] {
        precondition(item.index >= 0 && item.index < itemCount, "item out of range")
        let history = query.history
        guard count > 0, !history.isEmpty else { return [] }
        guard
            solver.solve(
                history, ridge: ridge(of: history), towards: item, scratch: &scratch.matrix, into: &scratch.vector)
        else { return [] }
        var shares = history.map { liked in
            let similarity = items.withRow(liked.item.index) { factors in
                factors.indices.reduce(Float(0)) { $0 + factors[$1] * scratch.vector[$1] }
            }
            return ScoredItem(item: liked.item, score: settings.confidence(ofWeight: liked.weight) * similarity)
        }
        shares.sort { $0.precedes($1) }
        return Array(shares.prefix(count))
    }
}
