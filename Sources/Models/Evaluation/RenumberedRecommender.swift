/// A model of another training set, asked in the numbers of this one, and answering as it does in service: how a model
/// that serves is judged beside those that want to.
///
/// A viewer whose likes are those it was trained with is asked for by their row; one who has liked more since, or whom it
/// does not know, is folded in where it can. Films that came later it cannot list. Numbers of both sides ascend with the
/// outside ids, so a list stays in the total order.
public struct RenumberedRecommender: Recommender {
    private let base: any Recommender
    private let foldInPrior: Double
    public let itemCount: Int
    /// [items here] the number there; −1 where it has none.
    private let itemsThere: [Int32]
    /// [items there] the number here; −1 where it has none.
    private let itemsHere: [Int32]
    /// [users here] how the model knows them.
    private let acquaintances: [Acquaintance]
    /// [users here, items here] the stars given, where the model is one of ratings.
    private let stars: InteractionMatrix?

    private enum Acquaintance: Sendable {
        case stranger
        /// Trained with, and their likes have changed since.
        case changed(UserNumber)
        case trained(UserNumber)
    }

    /// - Parameters:
    ///   - users: the model's own viewers; see `ModelArtefact`.
    ///   - items: the model's own films.
    ///   - seen: what the model's own viewers had met.
    ///   - foldInPrior: k0 of the model in service.
    ///   - fit: what is known when it is asked.
    /// - Complexity: O(entries of both).
    public init(
        _ base: any Recommender, users: UserVocabulary, items: ItemVocabulary, seen: InteractionMatrix,
        foldInPrior: Double, askedWith fit: TrainingSet
    ) {
        self.base = base
        self.foldInPrior = foldInPrior
        itemCount = fit.itemCount
        let there = fit.items.ids.map { items.number(of: $0)?.rawValue ?? -1 }
        var here = [Int32](repeating: -1, count: items.count)
        for (number, other) in there.enumerated() where other >= 0 { here[Int(other)] = Int32(number) }
        itemsThere = there
        itemsHere = here
        let predicting = base as? any PredictsRatings
        stars = predicting.map { _ in fit.ratings }
        acquaintances = fit.users.ids.enumerated().map { number, id in
            guard let row = users.number(of: id), row.index < base.descriptor.userCount else { return .stranger }
            let likesNow = fit.positives.withRow(number) { columns, _ in
                columns.map { there[Int($0)] }.filter { $0 >= 0 }
            }
            let likesThen = seen.withRow(row.index) { columns, weights in
                zip(columns, weights).filter { $0.1 > 0 }.map(\.0)
            }
            guard likesNow == likesThen else { return .changed(row) }
            guard let then = predicting?.ratings, row.index < then.rowCount else { return .trained(row) }
            let sameStars = fit.ratings.withRow(number) { columns, now in
                then.withRow(row.index) { columnsThen, starsThen in
                    let known = zip(columns, now).filter { there[Int($0.0)] >= 0 }
                    return known.map { there[Int($0.0)] } == Array(columnsThen) && known.map(\.1) == Array(starsThen)
                }
            }
            return sameStars ? .trained(row) : .changed(row)
        }
    }

    public var descriptor: ModelDescriptor { base.descriptor }
    /// Of every viewer: how the model knows them is decided here.
    public var needsHistory: Bool { true }

    public func personalizes(_ query: borrowing Query) -> Bool {
        var scratch = RankingScratch()
        return base.personalizes(question(for: query, scratch: &scratch))
    }

    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        precondition(query.eligible.count == itemCount, "the mask is of another catalogue")
        base.rank(question(for: query, scratch: &scratch), count: count, scratch: &scratch, into: &slate)
        for place in slate.indices { slate[place].item = ItemNumber(rawValue: itemsHere[slate[place].item.index]) }
    }

    public func tensors() -> [NamedTensor] { base.tensors() }

    /// The same question in the model's own numbers.
    private func question(for query: borrowing Query, scratch: inout RankingScratch) -> Query {
        var asked = Query(takesRecency: query.takesRecency, eligible: eligible(query.eligible))
        switch query.subject {
        case .unknown: return asked
        case .folded:
            takeStars(query.ratings, into: &asked)
            ask(for: .stranger, query.history, scratch: &scratch, into: &asked)
        case .known(let user):
            stars?.withRow(user.index) { columns, given in
                let rated = zip(columns, given).map { RatedItem(item: ItemNumber(rawValue: $0), rating: $1) }
                takeStars(rated, into: &asked)
            }
            ask(for: acquaintances[user.index], query.history, scratch: &scratch, into: &asked)
        }
        return asked
    }

    /// Puts what was rated into the model's own numbers.
    private func takeStars(_ rated: [RatedItem], into asked: inout Query) {
        guard stars != nil else { return }
        for rating in rated where itemsThere[rating.item.index] >= 0 {
            asked.ratings.append(
                RatedItem(item: ItemNumber(rawValue: itemsThere[rating.item.index]), rating: rating.rating))
        }
    }

    private func ask(
        for viewer: Acquaintance, _ history: [WeightedItem], scratch: inout RankingScratch, into asked: inout Query
    ) {
        let known = history.compactMap { like in
            let item = itemsThere[like.item.index]
            return item >= 0 ? WeightedItem(item: ItemNumber(rawValue: item), weight: like.weight) : nil
        }
        let takesHistory = base.answersByHistory
        switch viewer {
        case .trained(let row):
            asked.subject = .known(row)
            if base.needsHistory { asked.history = known }
        case .changed(let row) where !takesHistory:
            asked.subject = .known(row)
        case .changed where !known.isEmpty || !asked.ratings.isEmpty:
            fold(known, share: 1, scratch: &scratch, into: &asked)
        case .stranger where takesHistory && !(known.isEmpty && asked.ratings.isEmpty):
            let likes = Double(max(known.count, asked.ratings.count))
            fold(known, share: Float(likes / (likes + foldInPrior)), scratch: &scratch, into: &asked)
        case .changed, .stranger:
            asked.subject = .unknown
        }
    }

    private func fold(
        _ history: [WeightedItem], share: Float, scratch: inout RankingScratch, into asked: inout Query
    ) {
        asked.history = history
        asked.personalShare = share
        asked.prepareFolded(for: base, scratch: &scratch)
    }

    private func eligible(_ mask: borrowing ItemMask) -> ItemMask {
        var there = ItemMask(count: itemsHere.count, allowed: false)
        for (number, here) in itemsHere.enumerated() where here >= 0 && mask.contains(ItemNumber(rawValue: here)) {
            there.allow(ItemNumber(rawValue: Int32(number)))
        }
        return there
    }
}
