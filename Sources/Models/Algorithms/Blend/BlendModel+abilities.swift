extension BlendModel: BlendsOnBase {
    var blendedBase: any Recommender { base }
}

extension BlendModel: FoldsInUsers where Base: FoldsInUsers {
    public var factorCount: Int { base.factorCount }

    public func foldIn(_ history: [WeightedItem], scratch: inout RankingScratch, into vector: inout [Float]) {
        base.foldIn(history, scratch: &scratch, into: &vector)
    }
}

extension BlendModel: FindsSimilarItems where Base: FindsSimilarItems {
    public func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        base.findSimilar(to: item, count: count, eligible: eligible, scratch: &scratch, into: &slate)
    }
}

extension BlendModel: ComparesVectors where Base: ComparesVectors {
    package var directions: FactorMatrix { base.directions }
}

extension BlendModel: ExplainsItems where Base: ExplainsItems {
    public func contributions(
        to item: ItemNumber, query: borrowing Query, count: Int, scratch: inout RankingScratch
    ) -> [ScoredItem] {
        base.contributions(to: item, query: query, count: count, scratch: &scratch)
    }
}
