extension MixModel: FoldsInUsers {
    /// The lengths of the parts' vectors together; 0 when none folds in.
    public var factorCount: Int { parts.last?.vector.upperBound ?? 0 }

    public func foldIn(_ history: [WeightedItem], scratch: inout RankingScratch, into vector: inout [Float]) {
        let folding = parts.compactMap { $0.model as? any FoldsInUsers }
        guard folding.count != 1 else { return folding[0].foldIn(history, scratch: &scratch, into: &vector) }
        vector.removeAll(keepingCapacity: true)
        var own: [Float] = []
        for model in folding {
            model.foldIn(history, scratch: &scratch, into: &own)
            vector.append(contentsOf: own)
        }
    }
}

extension MixModel: FindsSimilarItems {
    /// Those of the heaviest part that finds similar films; none when no part does.
    public func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        slate.removeAll(keepingCapacity: true)
        let model = heaviestParts.lazy.compactMap { $0.model as? any FindsSimilarItems }.first
        model?.findSimilar(to: item, count: count, eligible: eligible, scratch: &scratch, into: &slate)
    }
}

extension MixModel: ExplainsItems {
    /// Those of the heaviest part that explains: they add up to its own score, not to the blend's.
    public func contributions(
        to item: ItemNumber, query: borrowing Query, count: Int, scratch: inout RankingScratch
    ) -> [ScoredItem] {
        guard let part = heaviestParts.first(where: { $0.model is any ExplainsItems }) else { return [] }
        return withQuestion(query, of: part) { question in
            (part.model as? any ExplainsItems)?.contributions(
                to: item, query: question, count: count, scratch: &scratch) ?? []
        }
    }
}

// MARK: - Artefact

extension MixModel {
    /// Each part under `part.` and its name, and what each counts.
    public func tensors() -> [NamedTensor] {
        let weights = NamedTensor("weights", shape: [parts.count], FrozenArray(parts.map(\.weight)))
        return [weights] + parts.flatMap { part in part.model.tensors().map { $0.inSection("part.\(part.name)") } }
    }
}
