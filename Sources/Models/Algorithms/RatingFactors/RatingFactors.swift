/// What a factor model of ratings has learned: r̂ = μ + b_u + b_i + p_u · q_i.
struct RatingFactors: Sendable {
    /// μ.
    let mean: Float
    /// [users, factors + 1] p_u with b_u behind it; all zero for a viewer who rated nothing.
    let viewers: FrozenArray<Float>
    /// [items, factors] q_i without padding; zero for a film nobody rated.
    let items: FactorMatrix
    /// [items] b_i.
    let itemBiases: FrozenArray<Float>
    /// [items, factors] what having rated a film says, whatever the stars (SVD++); nil where there is none.
    let implicit: FactorMatrix?

    var factorCount: Int { items.factorCount }
    var itemCount: Int { items.rowCount }

    /// Puts together what `descent` has learned so far; p_u takes in |N|^−½ Σ y.
    /// - Parameter ratings: [users, items] that it learned from.
    /// - Complexity: O((users + items) · factors), and O(ratings · factors) for SVD++.
    init(copying descent: RatingDescent, ratings: InteractionMatrix) {
        let count = descent.users.factorCount
        mean = descent.mean
        let implicit = descent.implicit.rowCount > 0 ? descent.implicit : nil
        viewers = FrozenArray(count: ratings.rowCount * (count + 1)) { target in
            for user in 0..<ratings.rowCount {
                let row = UnsafeMutableBufferPointer(rebasing: target[user * (count + 1)..<(user + 1) * (count + 1)])
                let own = descent.users.pointer(toRow: user)
                for factor in 0..<count { row[factor] = own[factor] }
                row[count] = descent.userBiases[user]
                let rated = ratings.entryCount(ofRow: user)
                guard let implicit, rated > 0 else { continue }
                let scale = 1 / Float(rated).squareRoot()
                ratings.withRow(user) { films, _ in
                    for film in films {
                        let said = implicit.pointer(toRow: Int(film))
                        for factor in 0..<count { row[factor] += scale * said[factor] }
                    }
                }
            }
        }
        itemBiases = FrozenArray(Array(descent.itemBiases.prefix(ratings.columnCount)))
        items = FactorMatrix(copying: descent.items)
        self.implicit = implicit.map { FactorMatrix(copying: $0) }
    }

    init(
        mean: Float, viewers: FrozenArray<Float>, items: FactorMatrix, itemBiases: FrozenArray<Float>,
        implicit: FactorMatrix? = nil
    ) {
        self.mean = mean
        self.viewers = viewers
        self.items = items
        self.itemBiases = itemBiases
        self.implicit = implicit
    }
}

// MARK: - Artefact

extension RatingFactors {
    var tensors: [NamedTensor] {
        let width = factorCount + 1
        var tensors = [
            NamedTensor("mean", shape: [1], FrozenArray([mean])),
            NamedTensor("user_vectors", shape: [viewers.count / width, width], viewers),
            NamedTensor("item_factors", shape: [itemCount, factorCount], items.values),
            NamedTensor("item_biases", shape: [itemCount], itemBiases),
        ]
        if let implicit {
            tensors.append(NamedTensor("implicit_factors", shape: [itemCount, factorCount], implicit.values))
        }
        return tensors
    }

    init(
        _ archive: TensorArchive, descriptor: ModelDescriptor, factorCount: Int, hasImplicit: Bool
    ) throws(ArtefactError) {
        let mean = try archive.tensor("mean", shape: [1], as: Float.self)
        let items = try archive.tensor("item_factors", shape: [descriptor.itemCount, factorCount], as: Float.self)
        let biases = try archive.tensor("item_biases", shape: [descriptor.itemCount], as: Float.self)
        let viewers = try archive.tensor(
            "user_vectors", shape: [descriptor.userCount, factorCount + 1], as: Float.self)
        let said =
            hasImplicit
            ? try archive.tensor("implicit_factors", shape: [descriptor.itemCount, factorCount], as: Float.self) : nil
        guard mean.areFinite, items.areFinite, biases.areFinite, said?.areFinite ?? true else {
            throw ArtefactError(.invalidModel, "a factor is not a finite number; train the model again")
        }
        func matrix(_ values: FrozenArray<Float>) -> FactorMatrix {
            FactorMatrix(values, rowCount: descriptor.itemCount, factorCount: factorCount)
        }
        self.init(
            mean: mean[0], viewers: viewers, items: matrix(items), itemBiases: biases, implicit: said.map(matrix))
    }
}
