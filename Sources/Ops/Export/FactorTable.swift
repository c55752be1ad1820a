public import Models

/// Vectors with the outside ids of their rows.
public struct FactorTable: Sendable {
    /// [rows]
    public let ids: [String]
    public let factorCount: Int
    /// [rows, factors], row-major
    public let values: FrozenArray<Float>

    /// - Precondition: the counts agree.
    public init(ids: [String], factorCount: Int, values: FrozenArray<Float>) {
        precondition(ids.count * factorCount == values.count, "one vector for each id")
        self.ids = ids
        self.factorCount = factorCount
        self.values = values
    }

    func tensor(_ name: String) -> NamedTensor { NamedTensor(name, shape: [ids.count, factorCount], values) }
}

/// The vectors of a factor model: a viewer's dot product with a film's says how much they would like it, and the cosine
/// of two films is what `/similar` ranks by.
public struct ModelFactors: Sendable {
    public let users: FactorTable
    public let items: FactorTable

    /// A blend's vectors are those of its base.
    /// - Throws: `ExportError.Code.noFactors` for a model of another kind.
    public init(of artefact: ModelArtefact) throws(ExportError) {
        let tensors = artefact.model.tensors()
        guard let users = Self.matrix("user_factors", in: tensors), let items = Self.matrix("item_factors", in: tensors)
        else {
            throw ExportError(
                .noFactors,
                """
                a model of '\(artefact.model.descriptor.algorithm)' has no vectors to export; name a version of a factor \
                model, or train one with `marquee train --model als`
                """)
        }
        // Viewers with too little history to train on have an id and no row.
        self.users = FactorTable(
            ids: artefact.users.ids.prefix(users.rowCount).map(\.rawValue), factorCount: users.factorCount,
            values: users.values)
        self.items = FactorTable(
            ids: artefact.items.ids.map(\.rawValue), factorCount: items.factorCount, values: items.values)
    }

    private static func matrix(
        _ name: String, in tensors: [NamedTensor]
    ) -> (rowCount: Int, factorCount: Int, values: FrozenArray<Float>)? {
        let found = tensors.first { $0.name == name || $0.name.hasSuffix(".\(name)") }
        guard let found, found.shape.count == 2, let values = found.elements(as: Float.self) else { return nil }
        return (found.shape[0], found.shape[1], values)
    }
}
