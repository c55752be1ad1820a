/// A vector for every viewer and every film: [users, factors] and [items, factors].
struct GraphVectors: Sendable {
    let users: DenseBlock
    let items: DenseBlock

    init(userCount: Int, itemCount: Int, factorCount: Int) {
        users = DenseBlock(rowCount: userCount, columnCount: factorCount)
        items = DenseBlock(rowCount: itemCount, columnCount: factorCount)
    }

    private init(users: DenseBlock, items: DenseBlock) {
        self.users = users
        self.items = items
    }

    func copied() -> GraphVectors { GraphVectors(users: users.copied(), items: items.copied()) }

    /// Zeros everywhere.
    func clear() {
        for block in [users, items] {
            block.pointer(toRow: 0).update(repeating: 0, count: block.rowCount * block.stride)
        }
    }

    /// Random vectors of the deviation LightGCN begins with, 0.1; zeros for who likes nothing and what nobody likes.
    func fill(_ graph: NormalizedGraph, seed: UInt64) {
        let amplitude = 0.1 * Float(3).squareRoot()  // Uniform on ±a has the variance a²/3.
        for (block, degrees, side) in [(users, graph.userDegrees, 0), (items, graph.itemDegrees, 1)] {
            for row in 0..<block.rowCount where degrees[row] > 0 {
                var random = SeededRandom(seed: seed, stream: UInt64(row) << 1 | UInt64(side))
                let target = block.pointer(toRow: row)
                for column in 0..<block.columnCount {
                    target[column] = Float.random(in: -amplitude...amplitude, using: &random)
                }
            }
        }
    }
}

/// Steps over the graph.
///
/// With A the matrix of both sides, 0 but for R̃ and R̃ᵀ, the mean of the layers is (x + A·x + … + Aᴷ·x) / (K + 1) (He et al.
/// 2020, eqs. 3 and 4). It is computed from the inside out, x + A·(x + A·(…)): K steps and no layer kept. A is symmetric,
/// so a gradient goes back by the very same steps.
struct GraphSteps: Sendable {
    let graph: NormalizedGraph
    private let byUser: SparseOperator
    private let byItem: SparseOperator

    init(_ graph: NormalizedGraph, width: Int) {
        self.graph = graph
        byUser = SparseOperator(graph.matrix, width: width)
        byItem = SparseOperator(graph.matrix.transposed(), width: width)
    }

    func zeros(_ factorCount: Int) -> GraphVectors {
        GraphVectors(userCount: graph.userCount, itemCount: graph.itemCount, factorCount: factorCount)
    }

    /// scale · (x + A·x + … + Aᴷ·x), written to `rooms.0` or `rooms.1`: whichever is returned.
    /// - Precondition: `count` ≥ 1; neither room is `x`.
    /// - Complexity: O(count · entries · factors) over all workers.
    func sum(
        _ x: GraphVectors, count: Int, scale: Float, rooms: (GraphVectors, GraphVectors), options: TrainingOptions
    ) async throws(TrainingError) -> GraphVectors {
        precondition(count >= 1, "a step at least")
        var source = x
        var (target, next) = rooms
        for step in 1...count {
            let factor = step == count ? scale : 1
            try await byUser.multiply(
                source.items, adding: x.users, scale: factor, into: target.users, options: options)
            try await byItem.multiply(
                source.users, adding: x.items, scale: factor, into: target.items, options: options)
            (source, target, next) = (target, next, target)
        }
        return source
    }
}
