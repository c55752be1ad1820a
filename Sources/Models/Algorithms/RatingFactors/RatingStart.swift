/// What an earlier model of stars lends to a training run.
struct RatingStart: Sendable {
    /// [users there, factors + 1] p_u with b_u behind it; without what having rated films says (SVD++).
    private let viewers: LentRows
    private let items: LentRows
    /// y of SVD++.
    private let implicit: LentRows?
    /// [items there]
    private let itemBiases: FrozenArray<Float>
    private let rows: SharedRows
    /// [users there, items there]
    private let ratings: InteractionMatrix

    /// - Complexity: O((users + items) · factors), and O(ratings · factors) for SVD++.
    init(_ model: RatingFactorModel, _ rows: SharedRows) {
        let factors = model.factors
        viewers = LentRows(matrix: factors.ownVectors(model.ratings), rows: rows.users)
        items = LentRows(matrix: factors.items, rows: rows.items)
        implicit = factors.implicit.map { LentRows(matrix: $0, rows: rows.items) }
        itemBiases = factors.itemBiases
        ratings = model.ratings
        self.rows = rows
    }

    /// Whether the earlier model has learned from `user`'s rating of `item`.
    func knows(_ user: Int, _ item: Int) -> Bool {
        guard rows.users[user] >= 0, rows.items[item] >= 0 else { return false }
        return ratings.contains(column: Int32(rows.items[item]), inRow: rows.users[user])
    }

    /// Gives each viewer of `rated` and each film the vector and the bias that they had.
    func lend(
        users: FactorBuffer, items: FactorBuffer, implicit: FactorBuffer? = nil,
        userBiases: UnsafeMutableBufferPointer<Float>, itemBiases: UnsafeMutableBufferPointer<Float>,
        rated: (user: (Int) -> Bool, item: (Int) -> Bool)
    ) {
        viewers.forEach(where: rated.user) { user, vector in
            let target = users.pointer(toRow: user)
            for factor in 0..<vector.count - 1 { target[factor] = vector[factor] }
            userBiases[user] = vector[vector.count - 1]
        }
        self.items.copy(to: items.pointer(toRow:), where: rated.item)
        if let implicit { self.implicit?.copy(to: implicit.pointer(toRow:), where: rated.item) }
        for item in rows.items.indices where rows.items[item] >= 0 && rated.item(item) {
            itemBiases[item] = self.itemBiases[rows.items[item]]
        }
    }
}

extension RatingFactors {
    /// [users, factors + 1] the viewers' rows less |N|^−½ Σ y, N being what they rated.
    fileprivate func ownVectors(_ ratings: InteractionMatrix) -> FactorMatrix {
        let width = factorCount + 1, rowCount = viewers.count / width
        guard let implicit else { return FactorMatrix(viewers, rowCount: rowCount, factorCount: width) }
        let own = FrozenArray<Float>(count: viewers.count) { target in
            viewers.withUnsafeBufferPointer { _ = target.update(fromContentsOf: $0) }
            for user in 0..<rowCount {
                let scale = 1 / Float(max(1, ratings.entryCount(ofRow: user))).squareRoot()
                ratings.withRow(user) { films, _ in
                    for film in films {
                        implicit.withRow(Int(film)) { said in
                            for factor in said.indices { target[user * width + factor] -= scale * said[factor] }
                        }
                    }
                }
            }
        }
        return FactorMatrix(own, rowCount: rowCount, factorCount: width)
    }
}
