/// Vectors for viewers and films whose dot product says how much a viewer would like a film.
///
/// Immutable; owned or mapped from a file alike.
public struct ALSModel: Recommender {
    public let descriptor: ModelDescriptor
    /// The settings it was trained with; fold-in solves the same equations.
    public let settings: ALSSettings
    /// [users, factors]; a viewer who liked nothing has zeros.
    let users: FactorMatrix
    /// [items, factors]; a film nobody liked has zeros.
    let items: FactorMatrix
    /// The equations of one viewer against `items`.
    let solver: RowSolver
    /// `items`, ready to be searched.
    let index: FactorIndex
    /// `items` at length 1, for cosines; a film nobody liked keeps its zeros.
    package let directions: FactorMatrix
    let cosineIndex: FactorIndex
    /// Blended in for viewers little is known of, and the answer where nothing is.
    let popularity: PopularityModel

    public var itemCount: Int { items.rowCount }
    /// The viewers it has vectors of: rows 0..<userCount.
    public var userCount: Int { users.rowCount }
    public var needsHistory: Bool { false }

    /// - Precondition: the shapes agree; factors are not padded.
    init(
        users: FactorMatrix, items: FactorMatrix, gram: GramMatrix, popularity: PopularityModel, settings: ALSSettings,
        descriptor: ModelDescriptor, instructionSet: InstructionSet
    ) {
        precondition(users.factorCount == items.factorCount, "viewers and films have vectors of one length")
        precondition(users.stride == users.factorCount && items.stride == items.factorCount, "factors without padding")
        precondition(
            descriptor.userCount == users.rowCount && descriptor.itemCount == items.rowCount, "the card's shape")
        precondition(popularity.itemCount == items.rowCount, "one popularity for each film")
        self.descriptor = descriptor
        self.settings = settings
        self.users = users
        self.items = items
        self.popularity = popularity
        solver = RowSolver(
            fixed: items, gram: gram, alpha: Float(settings.alpha), offset: settings.confidence.offset,
            instructionSet: instructionSet)
        index = FactorIndex(items, instructionSet: instructionSet)
        directions = items.normalized()
        cosineIndex = FactorIndex(directions, instructionSet: instructionSet)
    }

    /// [users, factors], row-major.
    public var userFactors: FrozenArray<Float> { users.values }
    /// [items, factors], row-major.
    public var itemFactors: FrozenArray<Float> { items.values }

    public func personalizes(_ query: borrowing Query) -> Bool {
        withVector(of: query) { _ in } != nil
    }

    /// Calls `body` with the vector that answers `query`; nil when there is none, or it says nothing.
    func withVector<Result>(of query: borrowing Query, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result? {
        func unlessZero(_ vector: UnsafeBufferPointer<Float>) -> Result? {
            vector.contains { $0 != 0 } ? body(vector) : nil
        }
        switch query.subject {
        case .known(let user):
            guard user.index >= 0, user.index < userCount else { return nil }
            return users.withRow(user.index, unlessZero)
        case .folded:
            guard query.vector.count == factorCount else { return nil }
            return query.vector.withUnsafeBufferPointer(unlessZero)
        case .unknown:
            return nil
        }
    }
}

// MARK: - Artefact

extension ALSModel {
    public func tensors() -> [NamedTensor] {
        [
            NamedTensor("user_factors", shape: [userCount, factorCount], users.values),
            NamedTensor("item_factors", shape: [itemCount, factorCount], items.values),
            NamedTensor("item_gram", shape: [factorCount, factorCount], solver.gram.symmetric()),
        ] + popularity.tensors().map { $0.inSection("popularity") }
    }

    /// Reads the item factors once, the user factors not at all: a large model loads by mapping.
    ///
    /// - Throws: `ArtefactError` when a tensor is missing, of another shape, or not finite, or a setting is out of range.
    public init(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) {
        let settings: ALSSettings
        do { settings = try ALSSettings(descriptor.settings) } catch {
            throw ArtefactError(.badManifest, "the model's settings cannot be used: \(error)")
        }
        let count = settings.factors
        let users = try tensors.tensor("user_factors", shape: [descriptor.userCount, count], as: Float.self)
        let items = try tensors.tensor("item_factors", shape: [descriptor.itemCount, count], as: Float.self)
        let gram = try tensors.tensor("item_gram", shape: [count, count], as: Float.self)
        guard items.allSatisfy(\.isFinite), gram.allSatisfy(\.isFinite) else {
            throw ArtefactError(.invalidModel, "a factor is not a finite number; train the model again")
        }
        self.init(
            users: FactorMatrix(users, rowCount: descriptor.userCount, factorCount: count),
            items: FactorMatrix(items, rowCount: descriptor.itemCount, factorCount: count),
            gram: GramMatrix(symmetric: gram, factorCount: count),
            popularity: try PopularityModel(tensors.section("popularity"), descriptor: descriptor.popularity),
            settings: settings, descriptor: descriptor, instructionSet: .detected)
    }
}

extension FactorIndex {
    fileprivate init(_ matrix: FactorMatrix, instructionSet: InstructionSet) {
        self.init(
            factors: matrix.values, itemCount: matrix.rowCount, factorCount: matrix.factorCount,
            instructionSet: instructionSet)
    }
}
