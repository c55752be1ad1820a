/// What item- and user-based neighbours have in common: who is like whom, and what is averaged over them.
struct Neighbourhood: Sendable {
    let settings: KNNSettings
    let table: SimilarityTable
    let biases: RatingBiases
    /// [rows] of the settings' side.
    let means: FrozenArray<Float>
    /// [rows] the standard deviation of a row's stars; that of all where it is 0.
    let deviations: FrozenArray<Float>
    /// [rows] ratings.
    let counts: FrozenArray<Int32>

    /// - Parameter rows: the stars by rows of the settings' side.
    /// - Complexity: O(ratings).
    init(_ rows: InteractionMatrix, table: SimilarityTable, biases: RatingBiases, settings: KNNSettings) {
        self.settings = settings
        self.table = table
        self.biases = biases
        let all = Self.spread(of: rows.weights)
        let spreads = (0..<rows.rowCount).map { row in
            rows.withRow(row) { _, stars in Self.spread(of: stars) }
        }
        counts = FrozenArray((0..<rows.rowCount).map { Int32(rows.entryCount(ofRow: $0)) })
        means = FrozenArray(spreads.map(\.mean))
        deviations = FrozenArray(spreads.map { $0.deviation > 0 ? $0.deviation : all.deviation })
    }

    static func spread(of stars: some Collection<Float>) -> (mean: Float, deviation: Float) {
        guard !stars.isEmpty else { return (0, 0) }
        let mean = stars.reduce(0.0) { $0 + Double($1) } / Double(stars.count)
        let variance = stars.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(stars.count)
        return (Float(mean), Float(variance.squareRoot()))
    }

    /// One row, as far as a prediction needs it.
    struct Row {
        var mean: Float
        var deviation: Float
        /// b of the row.
        var bias: Float
    }

    func row(_ number: Int) -> Row {
        let bias = settings.side == .item ? biases.items[number] : biases.users[number]
        return Row(mean: means[number], deviation: deviations[number], bias: bias)
    }

    /// Σ s · d / Σ s over the nearest neighbours, on the scale of `row`'s stars; nil when nobody who is asked is near.
    ///
    /// - Parameters:
    ///   - columnBias: b of what is rated: the viewer's on the item side, the film's on the user side.
    ///   - raters: the rows of those who have rated it.
    ///   - similarities: [rows] to the one that is asked for.
    ///   - stars: what the rater at a place gave.
    /// - Complexity: O(raters); allocates nothing once `candidates` has grown.
    @inline(__always) func estimate(
        _ row: Row, columnBias: Float, raters: UnsafeBufferPointer<Int32>, similarities: UnsafeBufferPointer<Float>,
        _ candidates: inout [ScoredItem], stars: (Int) -> Float
    ) -> Float? {
        if candidates.count < raters.count {
            candidates = Array(repeating: ScoredItem(item: ItemNumber(0), score: 0), count: raters.count)
        }
        var sum: Float = 0
        var weights: Float = 0
        candidates.withUnsafeMutableBufferPointer { candidates in
            let near = candidates.keepNearest(settings.neighbours, of: raters, by: similarities)
            for rater in near {
                let other = self.row(Int(raters[rater.item.index]))
                sum += rater.score * distance(stars(rater.item.index), other, columnBias)
                weights += rater.score
            }
        }
        guard weights > 0 else { return settings.prediction == .basic ? nil : base(row, columnBias) }
        let spread = settings.prediction == .zscore ? row.deviation : 1
        return base(row, columnBias) + spread * sum / weights
    }

    /// What the neighbours' distances are added to.
    private func base(_ row: Row, _ columnBias: Float) -> Float {
        switch settings.prediction {
        case .basic: 0
        case .means, .zscore: row.mean
        case .baseline: biases.mean + row.bias + columnBias
        }
    }

    private func distance(_ stars: Float, _ row: Row, _ columnBias: Float) -> Float {
        let distance = stars - base(row, columnBias)
        return settings.prediction == .zscore ? (row.deviation > 0 ? distance / row.deviation : 0) : distance
    }
}

extension UnsafeMutableBufferPointer<ScoredItem> {
    /// The places among `rows` that are most alike, at most `limit` and only those alike at all, with how alike they are; in
    /// no order.
    /// - Precondition: room for all of `rows`.
    fileprivate func keepNearest(
        _ limit: Int, of rows: UnsafeBufferPointer<Int32>, by similarities: UnsafeBufferPointer<Float>
    ) -> Slice<Self> {
        var found = 0
        for place in rows.indices {  // written first and counted afterwards: nothing to guess for the processor
            let similarity = similarities[Int(rows[place])]
            self[found] = ScoredItem(item: ItemNumber(place), score: similarity)
            found += similarity > 0 ? 1 : 0
        }
        Self(rebasing: self[..<found]).bringForward(limit)
        return self[..<Swift.min(limit, found)]
    }
}
