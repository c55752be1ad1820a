/// What a factor model answers with: vectors of viewers and films, ready to be searched.
public struct FactorServing: Sendable {
    /// [users, factors]; a viewer nothing is known of has zeros.
    let users: FactorMatrix
    /// [items, factors]; a film nothing is known of has zeros.
    let items: FactorMatrix
    /// `items`, ready to be searched.
    let index: FactorIndex
    /// Which films are alike.
    let cosines: CosineIndex
    /// Blended in for viewers little is known of, and the answer where nothing is.
    let popularity: PopularityModel

    /// - Parameter likeness: [items, any], the vectors films are compared by; nil for `items`.
    /// - Precondition: the shapes agree.
    init(
        users: FactorMatrix, items: FactorMatrix, likeness: FactorMatrix? = nil, popularity: PopularityModel,
        instructionSet: InstructionSet
    ) {
        precondition(users.factorCount == items.factorCount, "viewers and films have vectors of one length")
        precondition(popularity.itemCount == items.rowCount, "one popularity for each film")
        self.users = users.compacted()
        self.items = items.compacted()
        self.popularity = popularity
        index = FactorIndex(
            factors: self.items.values, itemCount: items.rowCount, factorCount: items.factorCount,
            instructionSet: instructionSet)
        cosines = CosineIndex(likeness ?? items, instructionSet: instructionSet)
    }

    /// Calls `body` with the vector that answers `query`; nil when there is none, or it says nothing.
    func withVector<Result>(of query: borrowing Query, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result? {
        func unlessZero(_ vector: UnsafeBufferPointer<Float>) -> Result? {
            vector.contains { $0 != 0 } ? body(vector) : nil
        }
        switch query.subject {
        case .known(let user):
            guard user.index >= 0, user.index < users.rowCount else { return nil }
            return users.withRow(user.index, unlessZero)
        case .folded:
            guard query.vector.count == users.factorCount else { return nil }
            return query.vector.withUnsafeBufferPointer(unlessZero)
        case .unknown:
            return nil
        }
    }

    func question(_ vector: UnsafeBufferPointer<Float>, share: Float) -> FactorQuestion {
        FactorQuestion(vector: vector, share: share, popularity: popularity.scores, prior: nil)
    }
}

/// A model whose score is the dot product of two vectors. Ranking, scoring, batches and similar films come with it.
public protocol AnswersByFactors: ScoresAllItems, RanksBatches, FindsSimilarItems {
    /// The vectors and the indexes over them.
    var serving: FactorServing { get }
}

extension AnswersByFactors {
    public var itemCount: Int { serving.items.rowCount }
    /// The length of a vector.
    public var factorCount: Int { serving.items.factorCount }
    public var needsHistory: Bool { false }

    public func personalizes(_ query: borrowing Query) -> Bool {
        serving.withVector(of: query) { _ in } != nil
    }

    /// The films whose vectors have the largest dot product with the viewer's, filled with popularity by the viewer's
    /// share (`PersonalShare`); what is popular for a query without a vector.
    /// - Complexity: O(items · factors).
    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        precondition(query.eligible.count == itemCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        let serving = serving
        let ranked: Void? = serving.withVector(of: query) { vector in
            serving.index.rank(
                serving.question(vector, share: query.personalShare), eligible: query.eligible, count: count,
                scratch: &scratch, into: &slate)
        }
        if ranked == nil { serving.popularity.top(count, eligible: query.eligible, into: &slate) }
    }

    /// Popularity for a query without a vector.
    /// - Complexity: O(items · factors).
    public func scoreAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(scores.count == itemCount, "one place for each item's score")
        let serving = serving
        let scored: Void? = serving.withVector(of: query) { vector in
            serving.index.scoreAll(
                serving.question(vector, share: query.personalShare), scratch: &scratch, into: scores)
        }
        if scored == nil { serving.popularity.scoreAll(query, scratch: &scratch, into: scores) }
    }

    /// Viewers whose scores are all their own share one pass; the others are answered one by one.
    public func rankBatch(
        _ queries: [Query], count: Int, scratch: inout RankingScratch, into slates: inout [[ScoredItem]]
    ) {
        let serving = serving
        let nothing = [Float](repeating: 0, count: factorCount)
        var apart: [Int] = []
        scratch.batch.removeAll()
        for (place, query) in queries.enumerated() {
            let batched: Void? =
                query.personalShare != 1
                ? nil
                : serving.withVector(of: query) { vector in
                    scratch.batch.append(user: vector.span, biasWeight: 0, eligible: query.eligible)
                }
            if batched == nil {
                apart.append(place)
                scratch.batch.append(user: nothing.span, biasWeight: 0, eligible: query.eligible)
            }
        }
        serving.index.rank(&scratch.batch, bias: nil, count: count, into: &slates)
        for place in apart { rank(queries[place], count: count, scratch: &scratch, into: &slates[place]) }
    }

    /// By the cosine of the films' vectors. A film nothing is known of is like none.
    /// - Complexity: O(items · factors).
    public func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        serving.cosines.findSimilar(to: item, count: count, eligible: eligible, scratch: &scratch, into: &slate)
    }
}

// MARK: - Artefact

extension FactorServing {
    func tensors() -> [NamedTensor] {
        [
            NamedTensor("user_factors", shape: [users.rowCount, users.factorCount], users.values),
            NamedTensor("item_factors", shape: [items.rowCount, items.factorCount], items.values),
        ] + popularity.tensors().map { $0.inSection("popularity") }
    }

    /// - Throws: `ArtefactError` when a tensor is missing, of another shape, or not finite.
    init(
        _ tensors: TensorArchive, descriptor: ModelDescriptor, factorCount: Int, likeness: FactorMatrix? = nil
    ) throws(ArtefactError) {
        let users = try tensors.tensor("user_factors", shape: [descriptor.userCount, factorCount], as: Float.self)
        let items = try tensors.finite("item_factors", shape: [descriptor.itemCount, factorCount])
        self.init(
            users: FactorMatrix(users, rowCount: descriptor.userCount, factorCount: factorCount),
            items: FactorMatrix(items, rowCount: descriptor.itemCount, factorCount: factorCount), likeness: likeness,
            popularity: try PopularityModel(tensors.section("popularity"), descriptor: descriptor.popularity),
            instructionSet: .detected)
    }
}

extension TensorArchive {
    /// A tensor of finite numbers.
    func finite(_ name: String, shape: [Int?]) throws(ArtefactError) -> FrozenArray<Float> {
        let values = try tensor(name, shape: shape, as: Float.self)
        guard values.areFinite else {
            throw ArtefactError(.invalidModel, "tensor '\(name)' holds what is no finite number; train the model again")
        }
        return values
    }
}
