import Models

extension Query {
    /// Appends the likes of a trained viewer's row, corrected by what they did since; item numbers ascend.
    ///
    /// A merge of two ascending lists.
    mutating func appendHistory(row: UserNumber, of seen: InteractionMatrix, with viewer: ViewerState?) {
        seen.withRow(row.index) { columns, weights in
            var next = 0
            let met = viewer?.met ?? []
            for (column, weight) in zip(columns, weights) {
                while next < met.count, met[next].item.rawValue < column {
                    appendLike(met[next].item, met[next].weight(over: nil))
                    next += 1
                }
                let item = ItemNumber(rawValue: column)
                if next < met.count, met[next].item == item {
                    appendLike(item, met[next].weight(over: weight))
                    next += 1
                } else {
                    appendLike(item, weight)
                }
            }
            for film in met[next...] { appendLike(film.item, film.weight(over: nil)) }
        }
    }

    /// Appends the likes of a viewer known by their events alone; item numbers ascend.
    mutating func appendLikes(of viewer: ViewerState) {
        for film in viewer.met { appendLike(film.item, film.weight(over: nil)) }
    }

    /// Appends the stars of a viewer's row, corrected by those they gave since; item numbers ascend.
    ///
    /// A merge of two ascending lists.
    mutating func appendRatings(row: UserNumber?, of given: InteractionMatrix, with viewer: ViewerState?) {
        let met = viewer?.met ?? []
        var next = 0
        func passesRated(before item: Int32) -> RatedItem? {
            while next < met.count, met[next].item.rawValue < item {
                defer { next += 1 }
                if let stars = met[next].stars { return RatedItem(item: met[next].item, rating: stars) }
            }
            return nil
        }
        if let row, row.index < given.rowCount {
            given.withRow(row.index) { columns, weights in
                for (column, weight) in zip(columns, weights) {
                    while let fresh = passesRated(before: column) { ratings.append(fresh) }
                    let isFresh = next < met.count && met[next].item.rawValue == column
                    let stars = isFresh ? met[next].stars ?? weight : weight
                    if isFresh { next += 1 }
                    ratings.append(RatedItem(item: ItemNumber(rawValue: column), rating: stars))
                }
            }
        }
        while let fresh = passesRated(before: .max) { ratings.append(fresh) }
    }

    /// Adds films that are not in the history yet, each a like of weight 1; item numbers ascend again.
    mutating func insertSeeds(_ seeds: [ItemNumber]) {
        let known = history.count
        for seed in seeds where !history[..<known].contains(where: { $0.item == seed }) {
            history.append(WeightedItem(item: seed))
        }
        history.sort { $0.item < $1.item }
    }

    private mutating func appendLike(_ item: ItemNumber, _ weight: Float?) {
        if let weight, weight > 0 { history.append(WeightedItem(item: item, weight: weight)) }
    }
}
