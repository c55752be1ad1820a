/// Which items are liked by the same viewers: for each item its nearest by cosine, from the columns of a weighted
/// [users, items] matrix.
///
/// similarity(a, b) = ⟨a, b⟩ / (|a| · |b| + shrinkage); shrinkage takes away from pairs that few viewers speak for.
struct ItemSimilarity: Sendable {
    /// [users, items], every weight > 0.
    let byUser: InteractionMatrix
    /// The same, transposed.
    let byItem: InteractionMatrix
    /// [items] Euclidean lengths.
    let norms: [Double]
    let shrinkage: Double
    /// How many neighbours are kept.
    let limit: Int

    init(_ byUser: InteractionMatrix, shrinkage: Double, limit: Int) {
        self.byUser = byUser
        byItem = byUser.transposed()
        self.shrinkage = shrinkage
        self.limit = limit
        var squares = [Double](repeating: 0, count: byUser.columnCount)
        for (item, weight) in zip(byUser.columns, byUser.weights) {
            squares[Int(item)] += Double(weight) * Double(weight)
        }
        norms = squares.map { $0.squareRoot() }
    }

    /// Some consecutive rows of the neighbour matrix.
    struct Rows: Sendable {
        var counts: [Int] = []
        var items: [Int32] = []
        var similarities: [Float] = []
    }

    /// The neighbours of each item of `range`, in ascending order of their numbers.
    /// - Complexity: for each item O(Σ over its viewers of their likes).
    func neighbours(of range: Range<Int>, _ accumulator: inout SparseAccumulator) -> Rows {
        var rows = Rows()
        var candidates: [ScoredItem] = []
        for item in range {
            accumulate(item, &accumulator)
            candidates.removeAll(keepingCapacity: true)
            accumulator.drain { other, sum in
                guard other != item else { return }
                let similarity = Float(sum / (norms[item] * norms[other] + shrinkage))
                if similarity > 0 { candidates.append(ScoredItem(item: ItemNumber(other), score: min(1, similarity))) }
            }
            candidates.keepFirst(limit)
            candidates.sort { $0.item < $1.item }
            rows.counts.append(candidates.count)
            rows.items.append(contentsOf: candidates.lazy.map(\.item.rawValue))
            rows.similarities.append(contentsOf: candidates.lazy.map(\.score))
        }
        return rows
    }

    /// The inner products of `item` with all items.
    private func accumulate(_ item: Int, _ accumulator: inout SparseAccumulator) {
        byItem.withRow(item) { users, weights in
            for (user, weight) in zip(users, weights) {
                byUser.withRow(Int(user)) { accumulator.add(Double(weight), $0, $1) }
            }
        }
    }
}

extension [ScoredItem] {
    /// Keeps the `limit` that come first in the total order, in no order.
    ///
    /// Hoare's selection; items stand once, so the order has no ties and the result does not depend on the pivots.
    /// - Complexity: O(n) on average.
    mutating func keepFirst(_ limit: Int) {
        guard limit < count else { return }
        withUnsafeMutableBufferPointer { $0.bringForward(limit) }
        removeSubrange(limit...)
    }
}

extension UnsafeMutableBufferPointer<ScoredItem> {
    /// Puts the `limit` that come first before the others.
    /// - Complexity: O(n) on average.
    func bringForward(_ limit: Int) {
        guard limit < count else { return }
        var low = 0, high = count
        while low < limit {  // all before `low` come first, all from `high` on come after the first `limit`
            swapAt(low + (high - low) / 2, high - 1)
            let pivot = self[high - 1]
            var store = low
            for index in low..<high - 1 {
                let candidate = self[index]
                guard candidate.precedes(pivot) else { continue }
                self[index] = self[store]
                self[store] = candidate
                store += 1
            }
            swapAt(store, high - 1)
            if store < limit { low = store + 1 } else { high = store }
        }
    }
}
