/// A slate held against the truth: which of its places carry a film that the viewer went on to like.
///
/// Every metric of one viewer's list is an extension of this type, in a file of its own. All are 0…1, and a viewer
/// without a relevant film has none of them: such viewers are not asked about.
public struct JudgedSlate: Sendable, Equatable {
    /// [slate], best place first.
    public var isRelevant: [Bool]
    /// All films the viewer went on to like, those that the model cannot rank included; ≥ 1.
    public var relevantCount: Int

    /// - Precondition: there is a relevant film, and no more hits than relevant films.
    public init(_ isRelevant: [Bool], relevantCount: Int) {
        precondition(relevantCount >= 1, "a slate is judged against at least one relevant film")
        precondition(isRelevant.count { $0 } <= relevantCount, "more hits than relevant films")
        self.isRelevant = isRelevant
        self.relevantCount = relevantCount
    }

    /// How many of the first `cutoff` places are relevant.
    func hitCount(at cutoff: Int) -> Int {
        precondition(cutoff >= 1, "a list is cut off after at least one place")
        return isRelevant.prefix(cutoff).count { $0 }
    }
}
