/// The hybrid: vectors of viewers, and of films as sums of their features'. Also a film that nobody has liked yet has a
/// vector, if anything is known of it.
public struct HybridModel: AnswersByFactors {
    public let descriptor: ModelDescriptor
    /// Viewers as [vector, 1], films as [vector, bias].
    public let serving: FactorServing
    let map: HistoryMap
    /// What the films' vectors are sums of; nil in artefacts of versions that did not keep it.
    let learned: FeatureVectors?

    /// - Precondition: the shapes agree.
    init(serving: FactorServing, map: HistoryMap, learned: FeatureVectors?, descriptor: ModelDescriptor) {
        precondition(map.factorCount + 1 == serving.items.factorCount, "vectors and a bias")
        precondition(
            descriptor.userCount == serving.users.rowCount && descriptor.itemCount == serving.items.rowCount,
            "the card's shape")
        self.serving = serving
        self.map = map
        self.learned = learned
        self.descriptor = descriptor
    }
}

extension HybridModel: ComparesVectors {
    package var directions: FactorMatrix { serving.cosines.directions }
}

extension HybridModel: FoldsInUsers {
    /// The vector that trained viewers with such films have, by least squares (`HistoryMap`), and the 1 for the biases.
    ///
    /// - Complexity: O(history · factors + factors²).
    public func foldIn(_ history: [WeightedItem], scratch: inout RankingScratch, into vector: inout [Float]) {
        vector.removeAll(keepingCapacity: true)
        vector.append(contentsOf: repeatElement(0, count: factorCount))
        if map.apply(to: history, items: serving.items, scratch: &scratch, into: &vector) {
            vector[factorCount - 1] = 1
        }
    }
}

// MARK: - Artefact

extension HybridModel {
    public func tensors() -> [NamedTensor] {
        serving.tensors() + [NamedTensor("history_map", shape: [map.factorCount, map.factorCount], map.weights)]
            + (learned?.tensors ?? [])
    }

    /// - Throws: `ArtefactError` when a part is missing or damaged.
    public init(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) {
        let settings: HybridSettings
        do { settings = try HybridSettings(descriptor.settings) } catch {
            throw ArtefactError(.badManifest, "the model's settings cannot be used: \(error)")
        }
        let count = settings.factors, itemCount = descriptor.itemCount
        let map = try tensors.finite("history_map", shape: [count, count])
        let items = try tensors.finite("item_factors", shape: [itemCount, count + 1])
        let vectors = FrozenArray<Float>(count: itemCount * count) { target in
            for place in target.indices { target[place] = items[place / count * (count + 1) + place % count] }
        }
        self.init(
            serving: try FactorServing(
                tensors, descriptor: descriptor, factorCount: count + 1,
                likeness: FactorMatrix(vectors, rowCount: itemCount, factorCount: count)),
            map: HistoryMap(weights: map, factorCount: count),
            learned: try FeatureVectors(tensors, factorCount: count), descriptor: descriptor)
    }
}
