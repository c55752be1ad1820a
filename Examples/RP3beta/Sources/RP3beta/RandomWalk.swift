import Models

/// Walks of two steps from a film to a film: over a viewer who liked the one, on to another that they liked.
///
///     walk(j → i) = Σ over viewers u of  (r(u, j) / Σ over viewers of r(·, j))^α · (r(u, i) / Σ over films of r(u, ·))^α
///     value(j → i) = walk(j → i) / likes(i)^β
///
/// with r the weight of a like. β takes from films what they owe to being liked by many (Paudel, Christoffel, Newell and
/// Bernstein 2017, "Updatable, accurate, diverse, and scalable recommendations for interactive applications").
struct RandomWalk: Sendable {
    /// [items, users] the chance, to the power of α, of stepping from a viewer on to this film.
    private let arrivals: InteractionMatrix
    /// [users, items] the chance, to the power of α, of stepping from this film to the viewer.
    private let departures: InteractionMatrix
    /// [items] what walks to a film are divided by: likes^β.
    private let attraction: [Float]
    /// How many films that lead to it are kept for each film.
    private let limit: Int

    /// - Parameter likes: [users, items] weights > 0.
    /// - Complexity: O(likes).
    init(_ likes: InteractionMatrix, alpha: Double, beta: Double, limit: Int) {
        var ofItem = [Double](repeating: 0, count: likes.columnCount)
        for (item, weight) in zip(likes.columns, likes.weights) { ofItem[Int(item)] += Double(weight) }
        var arriving: [Float] = [], departing: [Float] = []
        for user in 0..<likes.rowCount {
            likes.withRow(user) { items, weights in
                let ofUser = weights.reduce(into: 0.0) { $0 += Double($1) }
                for (item, weight) in zip(items, weights) {
                    arriving.append(Float(power(Double(weight) / ofUser, alpha)))
                    departing.append(Float(power(Double(weight) / ofItem[Int(item)], alpha)))
                }
            }
        }
        arrivals = likes.weighted(by: arriving).transposed()
        departures = likes.weighted(by: departing)
        attraction = ofItem.map { $0 > 0 ? Float(power($0, beta)) : 1 }
        self.limit = limit
    }

    /// [items, items] row i: the films from which walks lead to film i, those of the highest values, scaled so that the
    /// highest value of all is 1.
    ///
    /// Each row is summed by one worker in a fixed order, so the number of workers changes nothing.
    /// - Complexity: O(Σ over viewers of likes²), divided among the workers.
    /// - Throws: `TrainingError` when the task is cancelled.
    func neighbours(_ options: TrainingOptions) async throws(TrainingError) -> InteractionMatrix {
        let chunks = RowChunks(arrivals, costOfRow: 16, targetCost: 4_096)
        let itemCount = arrivals.rowCount
        let start = ContinuousClock.now
        let rows = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount,
            makeScratch: { [Float](repeating: 0, count: itemCount) },
            throwing: TrainingError(.cancelled, "training was cancelled; nothing was kept")
        ) { (chunk, sums) throws(TrainingError) in
            let rows = chunks[chunk].map { row(to: $0, &sums) }
            options.progress(
                TrainingProgress(
                    algorithm: RP3betaPlugin.name, step: chunk + 1, stepCount: chunks.count,
                    secondsElapsed: (ContinuousClock.now - start) / .seconds(1)))
            return rows
        }
        let values = rows.flatMap { $0 }
        let highest = values.lazy.flatMap { $0 }.reduce(0) { max($0, $1.weight) }
        guard highest > 0 else { return InteractionMatrix(rows: values, columnCount: itemCount) }
        return InteractionMatrix(
            rows: values.map { row in row.map { ($0.column, $0.weight / highest) } }, columnCount: itemCount)
    }

    /// The walks that lead to `item`. `sums` is all zeros before and after.
    private func row(to item: Int, _ sums: inout [Float]) -> [(column: Int, weight: Float)] {
        arrivals.withRow(item) { users, chances in
            for (user, chance) in zip(users, chances) {
                departures.withRow(Int(user)) { items, others in
                    for (other, departure) in zip(items, others) { sums[Int(other)] += chance * departure }
                }
            }
        }
        var found: [(column: Int, weight: Float)] = []
        for other in sums.indices where sums[other] > 0 {
            if other != item { found.append((other, sums[other] / attraction[item])) }
            sums[other] = 0
        }
        found.sort { ($1.weight, $0.column) < ($0.weight, $1.column) }
        return Array(found.prefix(limit))
    }
}

extension InteractionMatrix {
    /// The same entries with other weights.
    fileprivate func weighted(by weights: [Float]) -> InteractionMatrix {
        guard
            let matrix = InteractionMatrix(
                rowCount: rowCount, columnCount: columnCount, offsets: offsets, columns: columns,
                weights: FrozenArray(weights))
        else { preconditionFailure("one weight for each entry") }
        return matrix
    }
}
