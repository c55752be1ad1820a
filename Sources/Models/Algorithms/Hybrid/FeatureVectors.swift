/// What was learned of each feature, by name: for a later run to begin from.
struct FeatureVectors: Sendable {
    let names: Vocabulary<FeatureName>
    /// [features, factors + 1] vectors with the bias behind.
    let rows: FactorMatrix

    init(_ features: FilmFeatures, _ tables: HybridTables) {
        names = Vocabulary(features.names.map { FeatureName($0) })
        rows = tables.features.matrix(columns: tables.factorCount + 1)
    }
}

/// A feature of films: `genre:Drama`.
struct FeatureName: ExternalIdentifier {
    typealias Number = FeatureNumber
    let rawValue: String
    init(_ rawValue: String) { self.rawValue = rawValue }
}

/// A feature's row.
struct FeatureNumber: DenseNumber {
    let rawValue: Int32
}

// MARK: - Artefact

extension FeatureVectors {
    var tensors: [NamedTensor] {
        names.tensors.map { $0.inSection("feature_names") }
            + [NamedTensor("feature_vectors", shape: [rows.rowCount, rows.factorCount], rows.values)]
    }

    /// Nil where there are none: in artefacts of versions that did not keep them.
    init?(_ tensors: TensorArchive, factorCount: Int) throws(ArtefactError) {
        guard tensors.names.contains("feature_vectors") else { return nil }
        names = try Vocabulary(tensors.section("feature_names"), of: "features")
        rows = FactorMatrix(
            try tensors.tensor("feature_vectors", shape: [names.count, factorCount + 1]), rowCount: names.count,
            factorCount: factorCount + 1)
    }
}
