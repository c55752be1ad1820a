/// LightGCN: vectors of viewers and films, each the mean of itself and its neighbourhoods in the graph.
public struct LightGCNModel: AnswersByFactors {
    public let descriptor: ModelDescriptor
    public let serving: FactorServing
    /// [items, factors] what a like of weight 1 adds to the vector of a viewer with likes of a total weight of 1.
    let folding: FactorMatrix
    /// E⁰, for a later run to begin from; nil in artefacts of versions that did not keep it.
    let learned: LearnedVectors?

    /// What was learned, before the graph: [users, factors] and [items, factors].
    struct LearnedVectors: Sendable {
        let users, items: FactorMatrix
    }

    /// - Precondition: the shapes agree.
    init(
        serving: FactorServing, folding: FactorMatrix, learned: LearnedVectors?, descriptor: ModelDescriptor
    ) {
        precondition(
            folding.rowCount == serving.items.rowCount && folding.factorCount == serving.items.factorCount,
            "one vector to fold in for each film")
        precondition(
            descriptor.userCount == serving.users.rowCount && descriptor.itemCount == serving.items.rowCount,
            "the card's shape")
        self.serving = serving
        self.folding = folding
        self.learned = learned
        self.descriptor = descriptor
    }
}

extension LightGCNModel: ComparesVectors {
    package var directions: FactorMatrix { serving.cosines.directions }
}

extension LightGCNModel: FoldsInUsers {
    /// What propagation would give a viewer who joined the graph with a learned vector of zeros, the films' layers being
    /// as they are: Σ w / √(d_u · d_i) · (e⁰ᵢ + … + eᵢ of layer K − 1) / (K + 1).
    ///
    /// - Complexity: O(history · factors).
    public func foldIn(_ history: [WeightedItem], scratch: inout RankingScratch, into vector: inout [Float]) {
        vector.removeAll(keepingCapacity: true)
        vector.append(contentsOf: repeatElement(0, count: factorCount))
        var degree = 0.0
        for liked in history {
            folding.withRow(liked.item.index) { row in
                guard row.contains(where: { $0 != 0 }) else { return }
                degree += Double(liked.weight)
                for factor in row.indices { vector[factor] += liked.weight * row[factor] }
            }
        }
        guard degree > 0 else { return }
        let scale = Float(1 / degree.squareRoot())
        for factor in vector.indices { vector[factor] *= scale }
    }
}

// MARK: - Artefact

extension LightGCNModel {
    public func tensors() -> [NamedTensor] {
        serving.tensors() + [NamedTensor("folding", shape: [itemCount, factorCount], folding.values)]
            + (learned?.tensors ?? [])
    }

    /// - Throws: `ArtefactError` when a part is missing or damaged.
    public init(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) {
        let settings: LightGCNSettings
        do { settings = try LightGCNSettings(descriptor.settings) } catch {
            throw ArtefactError(.badManifest, "the model's settings cannot be used: \(error)")
        }
        let folding = try tensors.finite("folding", shape: [descriptor.itemCount, settings.factors])
        self.init(
            serving: try FactorServing(tensors, descriptor: descriptor, factorCount: settings.factors),
            folding: FactorMatrix(folding, rowCount: descriptor.itemCount, factorCount: settings.factors),
            learned: try LearnedVectors(tensors, descriptor: descriptor, factorCount: settings.factors),
            descriptor: descriptor)
    }
}

extension LightGCNModel.LearnedVectors {
    init(_ vectors: GraphVectors) { self.init(users: vectors.users.matrix(), items: vectors.items.matrix()) }

    var tensors: [NamedTensor] {
        [
            NamedTensor("learned_users", shape: [users.rowCount, users.factorCount], users.values),
            NamedTensor("learned_items", shape: [items.rowCount, items.factorCount], items.values),
        ]
    }

    /// Reads none of the numbers: nothing that serves needs them.
    init?(_ tensors: TensorArchive, descriptor: ModelDescriptor, factorCount: Int) throws(ArtefactError) {
        guard tensors.names.contains("learned_users") else { return nil }
        func matrix(_ name: String, _ rowCount: Int) throws(ArtefactError) -> FactorMatrix {
            FactorMatrix(
                try tensors.tensor(name, shape: [rowCount, factorCount]), rowCount: rowCount, factorCount: factorCount)
        }
        self.init(
            users: try matrix("learned_users", descriptor.userCount),
            items: try matrix("learned_items", descriptor.itemCount))
    }
}
