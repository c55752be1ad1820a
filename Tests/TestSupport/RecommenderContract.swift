public import Models

/// What every recommender promises, checked one clause at a time on the checkerboard: even users like even items.
///
/// A clause answers with what is wrong, or nil. A clause on an ability that the model does not have holds.
public struct RecommenderContract: Sendable {
    public let data: TrainingSet
    public let model: any Recommender
    private let plugin: any ModelPlugin
    private let settings: ModelSettings

    /// Trains the plug-in's model on the checkerboard, which has one user without likes and one item nobody liked.
    public init(of plugin: any ModelPlugin, settings: ModelSettings = [:]) async throws {
        let board = TrainingSet.checkerboard(users: 50, items: 50)
        let likes = (0..<50).map { user in board.positives.withRow(user) { items, _ in items.map { Int($0) } } }
        data = .fixture(likes: likes + [[]], itemCount: 51, dataHash: "contract")
        self.plugin = plugin
        self.settings = settings
        model = try await plugin.makeTrainer(settings).train(on: data, options: TrainingOptions(workerCount: 1))
    }

    public enum Clause: String, CaseIterable, Sendable {
        case findsTheWithheldItemOfKnownUsers, findsTheWithheldItemOfFoldedUsers
        case answersUnknownUsersWithoutPersonalising, answersEmptyHistoriesWithoutPersonalising
        case givesAllEligibleItemsWhenAskedForMore, givesNothingForZero, givesNothingUnderAnEmptyMask
        case neverGivesExcludedItems, ordersTotallyAndNeverNaN, shorterListsBeginLongerOnes
        case ranksBatchesAsSingles, ranksAsItScores, doesNotDependOnScratch
        case findsSimilarItemsWithoutTheItemItself, explainsByTheHistoryAlone
        case savesAndLoadsEqual, sameBytesForAnyWorkerCount, describesItself
    }

    public func violation(of clause: Clause) async throws -> String? {
        switch clause {
        case .findsTheWithheldItemOfKnownUsers: withheld { known(user: $0) }
        case .findsTheWithheldItemOfFoldedUsers: withheld { folded(history(of: $0)) }
        case .answersUnknownUsersWithoutPersonalising: impersonal(Query(eligible: all))
        case .answersEmptyHistoriesWithoutPersonalising: impersonal(folded([]))
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
    private var all: ItemMask { ItemMask(count: data.itemCount) }

    /// Known, folded, unknown and empty viewers, with and without a filter.
    private var queries: [Query] {
        var queries = [known(user: 0), known(user: 7), known(user: 50), folded(history(of: 3)), folded([])]
        queries.append(Query(eligible: all))
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

    private func history(of user: Int) -> [WeightedItem] {
        data.positives.withRow(user) { items, weights in
            zip(items, weights).map { WeightedItem(item: ItemNumber(rawValue: $0), weight: $1) }
        }
    }

    private func known(user: Int) -> Query {
        Query(
            subject: .known(UserNumber(user)), history: model.needsHistory ? history(of: user) : [],
            eligible: unseen(user))
    }

    private func folded(_ history: [WeightedItem]) -> Query {
        var query = Query(subject: .folded, history: history, eligible: all)
        for liked in history { query.eligible.exclude(liked.item) }
        if let model = model as? any FoldsInUsers, !history.isEmpty {
            var scratch = RankingScratch()
            model.foldIn(history, scratch: &scratch, into: &query.vector)
        }
        return query
    }

    private func unseen(_ user: Int) -> ItemMask {
        var mask = all
        for liked in history(of: user) { mask.exclude(liked.item) }
        return mask
    }

    private func rank(_ query: Query, _ count: Int) -> [ScoredItem] { model.recommend(for: query, count: count) }
}

// MARK: - Answers

extension RecommenderContract {
    private func withheld(_ query: (Int) -> Query) -> String? {
        for user in 0..<50 {
            let query = query(user)
            guard model.personalizes(query) else { continue }
            let first = rank(query, 1).first?.item.index
            if first != user { return "user \(user) is given \(first.map(String.init) ?? "nothing") first" }
        }
        return nil
    }

    private func impersonal(_ query: Query) -> String? {
        if model.personalizes(query) { return "nothing is known, yet the answer is called personal" }
        return rank(query, 10).count > 10 ? "more than asked for" : nil
    }

    private func allEligible() -> String? {
        for query in queries {
            for count in [data.itemCount, data.itemCount + 1, 10_000, Int.max] {
                let slate = rank(query, count)
                if Set(slate.map(\.item)).count != slate.count { return "an item stands twice" }
                if model.personalizes(query), slate.count != query.eligible.allowedCount {
                    return "\(slate.count) of \(query.eligible.allowedCount) eligible items for \(count)"
                }
            }
        }
        return nil
    }

    private func emptyMask() -> String? {
        for var query in queries {
            query.eligible.excludeAll()
            if !rank(query, 10).isEmpty { return "items under an empty mask" }
        }
        return nil
    }

    private func exclusions() -> String? {
        for var query in queries {
            let before = rank(query, 5)
            for scored in before { query.eligible.exclude(scored.item) }
            let after = rank(query, data.itemCount)
            if let item = after.first(where: { !query.eligible.contains($0.item) }) { return "\(item) is excluded" }
        }
        return nil
    }

    private func totalOrder() -> String? {
        for query in queries {
            let slate = rank(query, data.itemCount)
            if slate.contains(where: { !$0.score.isFinite }) { return "a score is not finite" }
            if let pair = zip(slate, slate.dropFirst()).first(where: { !$0.precedes($1) }) {
                return "\(pair.0) stands before \(pair.1)"
            }
        }
        return nil
    }

    private func prefixes() -> String? {
        for query in queries {
            let long = rank(query, data.itemCount)
            for count in [1, 5, 19, 20, 21, 30] where rank(query, count) != Array(long.prefix(count)) {
                return "the best \(count) do not begin the whole list"
            }
        }
        return nil
    }

    private func batches() -> String? {
        guard let model = model as? any RanksBatches else { return nil }
        var scratch = RankingScratch()
        var slates: [[ScoredItem]] = [[ScoredItem(item: ItemNumber(0), score: 1)]]
        for count in [0, 1, 10, 25, 1_000] {
            let many = queries + queries + queries + queries
            model.rankBatch(many, count: count, scratch: &scratch, into: &slates)
            if slates.count != many.count { return "\(slates.count) slates for \(many.count) queries" }
            for (query, slate) in zip(many, slates) where slate != rank(query, count) {
                return "a batch answers \(query.subject) otherwise for \(count)"
            }
        }
        return nil
    }

    private func scores() -> String? {
        guard let model = model as? any ScoresAllItems else { return nil }
        var scratch = RankingScratch()
        for query in queries {
            var scores = [Float](repeating: .nan, count: data.itemCount)
            scores.withUnsafeMutableBufferPointer { model.scoreAll(query, scratch: &scratch, into: $0) }
            if scores.contains(where: { !$0.isFinite }) { return "a score is missing or not finite" }
            for scored in rank(query, 10) where abs(scores[scored.item.index] - scored.score) > 1e-5 {
                return "\(scored) is scored \(scores[scored.item.index])"
            }
        }
        return nil
    }

    private func scratches() -> String? {
        var dirty = RankingScratch()
        var slate: [ScoredItem] = []
        for query in queries + queries.reversed() {
            dirty.scores.withUnsafeMutableBufferPointer { $0.update(repeating: .nan) }
            dirty.vector.withUnsafeMutableBufferPointer { $0.update(repeating: .nan) }
            model.rank(query, count: 25, scratch: &dirty, into: &slate)
            if slate != rank(query, 25) { return "what was left in the scratch changes the answer" }
        }
        return nil
    }

    private func similar() -> String? {
        guard let model = model as? any FindsSimilarItems else { return nil }
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        var eligible = all
        eligible.exclude(ItemNumber(4))
        for item in 0..<data.itemCount {
            model.findSimilar(to: ItemNumber(item), count: 10, eligible: eligible, scratch: &scratch, into: &slate)
            if slate.count > 10 { return "more than asked for" }
            if slate.contains(where: { $0.item.index == item || $0.item.index == 4 }) {
                return "item \(item) is given itself or an excluded item"
            }
            if slate.contains(where: { !(-1...1).contains($0.score) }) { return "a similarity is not within −1…1" }
            if zip(slate, slate.dropFirst()).contains(where: { !$0.precedes($1) }) { return "out of order" }
            let alike = slate.filter { $0.item.index % 2 == item % 2 && $0.item.index < 50 }
            if item < 50, alike.count != 10 { return "item \(item) is like \(slate.map(\.item.index))" }
        }
        return nil
    }

    private func explanations() -> String? {
        guard let model = model as? any ExplainsItems else { return nil }
        var scratch = RankingScratch()
        var query = folded(history(of: 2))
        query.history = history(of: 2)
        let reasons = model.contributions(to: ItemNumber(2), query: query, count: 5, scratch: &scratch)
        if reasons.isEmpty || reasons.count > 5 { return "\(reasons.count) reasons" }
        if zip(reasons, reasons.dropFirst()).contains(where: { !$0.precedes($1) }) { return "out of order" }
        let liked = Set(query.history.map(\.item))
        return reasons.allSatisfy { liked.contains($0.item) } ? nil : "a reason is not in the history"
    }
}

// MARK: - Bytes

extension RecommenderContract {
    private func contents(_ model: any Recommender) -> [UInt8] { SafetensorsFile(model.tensors()).contents }

    private func saved() throws -> String? {
        let encoded = ModelArtefact(model, trainedOn: data, codeVersion: "test").encoded()
        let loaded = try ModelArtefact.decode(
            manifest: encoded.manifest, tensors: FrozenArray(encoded.tensors.contents),
            catalogue: PluginCatalogue([plugin])
        ).model
        if loaded.descriptor != model.descriptor { return "another card: \(loaded.descriptor)" }
        if contents(loaded) != contents(model) { return "other bytes" }
        for query in queries where loaded.recommend(for: query, count: 30) != rank(query, 30) {
            return "another answer for \(query.subject)"
        }
        return nil
    }

    private func workers() async throws -> String? {
        let expected = contents(model)
        for count in [2, 3, 7] {
            let again = try await plugin.makeTrainer(settings).train(
                on: data, options: TrainingOptions(workerCount: count))
            if contents(again) != expected { return "\(count) workers make other bytes" }
            if again.descriptor != model.descriptor { return "\(count) workers make another card" }
        }
        return nil
    }

    private func description() -> String? {
        let card = model.descriptor
        if card.algorithm != plugin.name { return "it calls itself \(card.algorithm)" }
        if model.itemCount != data.itemCount || card.itemCount != data.itemCount { return "\(card.itemCount) items" }
        if card.userCount != data.trainedUserCount { return "\(card.userCount) users" }
        if card.dataHash != data.dataHash { return "data \(card.dataHash)" }
        // A blend describes the settings of every base it could have, `base.setting`; its card holds those of its own.
        let described = Set(plugin.settings.map(\.name).filter { !$0.contains(".") })
        return described.isSubset(of: card.settings.keys) ? nil : "settings left out: \(card.settings)"
    }
}
