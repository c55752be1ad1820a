/// A mean, and how far each viewer and each film is from it: μ + b_u + b_i, what every model of ratings begins with.
///
/// Koren 2010, "Factor in the Neighbors", section 2.1.
public struct RatingBiases: Sendable {
    /// μ of the ratings trained on.
    public let mean: Float
    /// [users] b_u; 0 for who rated nothing.
    public let users: FrozenArray<Float>
    /// [items] b_i; 0 for what nobody rated.
    public let items: FrozenArray<Float>

    /// Biases that are known already: those of viewers and of films, by number.
    public init(mean: Float, users: FrozenArray<Float>, items: FrozenArray<Float>) {
        self.mean = mean
        self.users = users
        self.items = items
    }

    /// Finds them by alternating least squares: in each sweep first every film's, then every viewer's,
    ///
    ///     b_i = Σ (r − μ − b_u) / (itemRegularization + n_i)      b_u = Σ (r − μ − b_i) / (userRegularization + n_u)
    ///
    /// - Parameter ratings: [users, items].
    /// - Complexity: O(sweeps · ratings).
    public init(_ ratings: InteractionMatrix, _ settings: BaselineSettings = BaselineSettings()) {
        let mean = ratings.weights.reduce(0.0) { $0 + Double($1) } / Double(max(1, ratings.entryCount))
        let byItem = ratings.transposed()
        var users = [Double](repeating: 0, count: ratings.rowCount)
        var items = [Double](repeating: 0, count: ratings.columnCount)
        for _ in 0..<settings.sweeps {
            Self.solve(&items, byItem, mean, against: users, settings.itemRegularization)
            Self.solve(&users, ratings, mean, against: items, settings.userRegularization)
        }
        self.init(
            mean: Float(mean), users: FrozenArray(users.map { Float($0) }), items: FrozenArray(items.map { Float($0) }))
    }

    private static func solve(
        _ biases: inout [Double], _ ratings: InteractionMatrix, _ mean: Double, against others: [Double],
        _ regularization: Double
    ) {
        for row in biases.indices {
            let count = ratings.entryCount(ofRow: row)
            guard count > 0 else { continue }
            let sum = ratings.withRow(row) { columns, stars in
                var sum = 0.0
                for place in columns.indices { sum += Double(stars[place]) - mean - others[Int(columns[place])] }
                return sum
            }
            biases[row] = sum / (regularization + Double(count))
        }
    }

    /// μ + b_u + b_i.
    public func estimate(user: UserNumber, item: ItemNumber) -> Float {
        mean + users[user.index] + items[item.index]
    }

    /// b_u of somebody without a row, from what they rated: as a sweep gives it.
    public func userBias(of rated: [RatedItem], regularization: Float) -> Float {
        guard !rated.isEmpty else { return 0 }
        let sum = rated.reduce(Float(0)) { $0 + $1.rating - mean - items[$1.item.index] }
        return sum / (regularization + Float(rated.count))
    }
}

// MARK: - Artefact

extension RatingBiases {
    var tensors: [NamedTensor] {
        [
            NamedTensor("mean", shape: [1], FrozenArray([mean])),
            NamedTensor("user_biases", shape: [users.count], users),
            NamedTensor("item_biases", shape: [items.count], items),
        ]
    }

    init(_ archive: TensorArchive, userCount: Int, itemCount: Int) throws(ArtefactError) {
        let mean = try archive.tensor("mean", shape: [1], as: Float.self)
        users = try archive.tensor("user_biases", shape: [userCount])
        items = try archive.tensor("item_biases", shape: [itemCount])
        guard mean.areFinite, users.areFinite, items.areFinite else {
            throw ArtefactError(.invalidModel, "a bias is not a finite number; train the model again")
        }
        self.mean = mean[0]
    }
}
