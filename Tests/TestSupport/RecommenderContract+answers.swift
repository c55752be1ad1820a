import Models

extension RecommenderContract {
    /// A model that can answer by a history does so; without this clause one that never did would pass the next two.
    func personal() -> String? {
        guard model is any FoldsInUsers || model.needsHistory else { return nil }
        let stranger = (0..<50).first {
            !model.personalizes(known(user: $0)) || !model.personalizes(folded(history(of: $0)))
        }
        return stranger.map { "user \($0) is not answered personally" }
    }

    func withheld(_ query: (Int) -> Query) -> String? {
        for user in 0..<50 {
            let query = query(user)
            guard model.personalizes(query) else { continue }
            let first = rank(query, 1).first?.item.index
            if first != user { return "user \(user) is given \(first.map(String.init) ?? "nothing") first" }
        }
        return nil
    }

    func impersonal(_ query: Query) -> String? {
        if model.personalizes(query) { return "nothing is known, yet the answer is called personal" }
        return rank(query, 10).count > 10 ? "more than asked for" : nil
    }

    func allEligible() -> String? {
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

    func emptyMask() -> String? {
        for var query in queries {
            query.eligible.excludeAll()
            if !rank(query, 10).isEmpty { return "items under an empty mask" }
        }
        return nil
    }

    func exclusions() -> String? {
        for var query in queries {
            let before = rank(query, 5)
            for scored in before { query.eligible.exclude(scored.item) }
            let after = rank(query, data.itemCount)
            if let item = after.first(where: { !query.eligible.contains($0.item) }) { return "\(item) is excluded" }
        }
        return nil
    }

    func totalOrder() -> String? {
        for query in queries {
            let slate = rank(query, data.itemCount)
            if slate.contains(where: { !$0.score.isFinite }) { return "a score is not finite" }
            if let pair = zip(slate, slate.dropFirst()).first(where: { !$0.precedes($1) }) {
                return "\(pair.0) stands before \(pair.1)"
            }
        }
        return nil
    }

    func prefixes() -> String? {
        for query in queries {
            let long = rank(query, data.itemCount)
            for count in [1, 5, 19, 20, 21, 30] where rank(query, count) != Array(long.prefix(count)) {
                return "the best \(count) do not begin the whole list"
            }
        }
        return nil
    }

    func batches() -> String? {
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

    func scores() -> String? {
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

    func scratches() -> String? {
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

    func similar() -> String? {
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

    func explanations() -> String? {
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
