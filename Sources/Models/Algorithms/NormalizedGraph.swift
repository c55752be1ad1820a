/// The graph of viewers and films, each like weighed against how much both ends are liked and like:
/// R̃ = D_U^−½ · R · D_I^−½, the degrees being sums of weights.
struct NormalizedGraph: Sendable {
    /// [users, items] R̃.
    let matrix: InteractionMatrix
    /// [users], [items]: sums of weights; 0 for who likes nothing and what nobody likes.
    let userDegrees, itemDegrees: [Double]

    var userCount: Int { matrix.rowCount }
    var itemCount: Int { matrix.columnCount }

    /// - Complexity: O(users + items + entries).
    init(_ positives: InteractionMatrix) {
        var users = [Double](repeating: 0, count: positives.rowCount)
        var items = [Double](repeating: 0, count: positives.columnCount)
        for row in 0..<positives.rowCount {
            for entry in positives.entries(ofRow: row) {
                users[row] += Double(positives.weights[entry])
                items[Int(positives.columns[entry])] += Double(positives.weights[entry])
            }
        }
        let weights = FrozenArray<Float>(count: positives.entryCount) { target in
            for row in 0..<positives.rowCount {
                for entry in positives.entries(ofRow: row) {
                    let degrees = users[row] * items[Int(positives.columns[entry])]
                    target[entry] = degrees > 0 ? Float(Double(positives.weights[entry]) / degrees.squareRoot()) : 0
                }
            }
        }
        matrix = positives.reweighted(weights)
        userDegrees = users
        itemDegrees = items
    }
}
