public import Models

/// What every recommender promises, checked one clause at a time on the checkerboard: even users like even items, which
/// they give 5 stars, and 1 to the odd ones.
///
/// A clause answers with what is wrong, or nil. A clause on an ability that the model does not have holds.
public struct RecommenderContract: Sendable {
    public let data: TrainingSet
    public let model: any Recommender
    let plugin: any ModelPlugin
    let settings: ModelSettings

    /// Trains the plug-in's model on the checkerboard, which has one user without likes and one item nobody liked.
    public init(of plugin: any ModelPlugin, settings: ModelSettings = [:]) async throws {
        let board = TrainingSet.checkerboard(users: 50, items: 50)
        let likes = (0..<50).map { user in board.positives.withRow(user) { items, _ in items.map { Int($0) } } }
        let stars = (0..<50).map { user in
            (0..<50).filter { $0 != user }.map { (item: $0, rating: Float($0 % 2 == user % 2 ? 5 : 1)) }
        }
        // What is said of films follows the same pattern, and nothing is said of the last one.
        let movies = (0..<51).map { item in
            Movie(
                id: ItemID("i\(item)"), title: item < 50 ? "Film\(item)" : "?",
                genres: item < 50 ? [item % 2 == 0 ? "Even" : "Odd"] : [])
        }
        data = .fixture(likes: likes + [[]], itemCount: 51, movies: movies, dataHash: "contract", stars: stars + [[]])
        self.plugin = plugin
        self.settings = settings
        model = try await plugin.makeTrainer(settings).train(on: data, options: TrainingOptions(workerCount: 1))
    }

    public enum Clause: String, CaseIterable, Sendable {
        case personalizesWhoeverIsKnown
        case findsTheWithheldItemOfKnownUsers, findsTheWithheldItemOfFoldedUsers
        case answersUnknownUsersWithoutPersonalising, answersEmptyHistoriesWithoutPersonalising
        case answersHistoriesOfUnknownItemsWithoutPersonalising
        case givesAllEligibleItemsWhenAskedForMore, givesNothingForZero, givesNothingUnderAnEmptyMask
        case neverGivesExcludedItems, ordersTotallyAndNeverNaN, shorterListsBeginLongerOnes
        case ranksBatchesAsSingles, ranksAsItScores, doesNotDependOnScratch
        case findsSimilarItemsWithoutTheItemItself, explainsByTheHistoryAlone
        case savesAndLoadsEqual, sameBytesForAnyWorkerCount, describesItself
    }

    public func violation(of clause: Clause) async throws -> String? {
        switch clause {
        case .personalizesWhoeverIsKnown: personal()
        case .findsTheWithheldItemOfKnownUsers: withheld { known(user: $0) }
        case .findsTheWithheldItemOfFoldedUsers: withheld { folded(history(of: $0)) }
        case .answersUnknownUsersWithoutPersonalising: impersonal(Query(eligible: all))
        case .answersEmptyHistoriesWithoutPersonalising: impersonal(folded([]))
        case .answersHistoriesOfUnknownItemsWithoutPersonalising:
            impersonal(folded([WeightedItem(item: ItemNumber(50))]))
        case .givesAllEligibleItemsWhenAskedForMore: allEligible()
        case .givesNothingForZero: queries.contains { !rank($0, 0).isEmpty } ? "a list of 0 has items" : nil
        case .givesNothingUnderAnEmptyMask: emptyMask()
        case .neverGivesExcludedItems: exclusions()
        case .ordersTotallyAndNeverNaN: totalOrder()
        case .shorterListsBeginLongerOnes: prefixes()
        case .ranksBatchesAsSingles: batches()
        case .ranksAsItScores: scores()
        case .doesNotDependOnScratch: scratches()
        case .findsSimilarItemsWithoutTheItemItself: similar()
        case .explainsByTheHistoryAlone: explanations()
        case .savesAndLoadsEqual: try saved()
        case .sameBytesForAnyWorkerCount: try await workers()
        case .describesItself: description()
        }
    }
}

// MARK: - Questions

extension RecommenderContract {
    var all: ItemMask { ItemMask(count: data.itemCount) }

    /// Known, folded, unknown and empty viewers, with and without a filter.
    var queries: [Query] {
        var queries = [known(user: 0), known(user: 7), known(user: 50), folded(history(of: 3)), folded([])]
        queries.append(Query(eligible: all))
        // A film nobody liked, alone and among others: the model knows nothing of it.
        let unknown = WeightedItem(item: ItemNumber(50))
        queries += [folded([unknown]), folded(history(of: 4) + [unknown])]
        var half = all
        for item in 0..<data.itemCount where item % 3 == 0 { half.exclude(ItemNumber(item)) }
        return queries
            + queries.map { query in
                var filtered = query
                filtered.eligible = half
                filtered.personalShare = query.subject == .folded ? 0.5 : 1
                return filtered
            }
    }

    func history(of user: Int) -> [WeightedItem] {
        data.positives.withRow(user) { items, weights in
            zip(items, weights).map { WeightedItem(item: ItemNumber(rawValue: $0), weight: $1) }
        }
    }

    func known(user: Int) -> Query {
        Query(
            subject: .known(UserNumber(user)), history: model.needsHistory ? history(of: user) : [],
            eligible: unseen(user))
    }

    func folded(_ history: [WeightedItem]) -> Query {
        var query = Query(subject: .folded, history: history, eligible: all)
        for liked in history { query.eligible.exclude(liked.item) }
        var scratch = RankingScratch()
        query.prepareFolded(for: model, scratch: &scratch)
        return query
    }

    func unseen(_ user: Int) -> ItemMask {
        var mask = all
        for liked in history(of: user) { mask.exclude(liked.item) }
        return mask
    }

    func rank(_ query: Query, _ count: Int) -> [ScoredItem] { model.recommend(for: query, count: count) }
}
