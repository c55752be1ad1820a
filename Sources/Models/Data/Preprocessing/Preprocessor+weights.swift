extension Preprocessor {
    /// What each of `rows` weighs in a training set: the rule's weight, decayed and rebalanced as the settings ask.
    /// - Parameter latest: the newest second among those that teach.
    func weights(of rows: [Int], latest: Int64) -> [Float] {
        var weights = rows.map { preferences.weights[$0] }
        if let halfLife = settings.halfLifeDays {
            let decay = TimeDecay(halfLifeDays: halfLife)
            for (place, row) in rows.enumerated() {
                weights[place] *= decay.share(at: preferences.timestamps[row], newest: latest)
            }
        }
        if let rebalancing = settings.rebalancing { rebalance(&weights, of: rows, by: rebalancing) }
        return weights
    }

    /// Multiplies the weights of the likes that teach: those of trained viewers, inside window and caps.
    private func rebalance(_ weights: inout [Float], of rows: [Int], by rebalancing: Rebalancing) {
        var counts = [Int](repeating: 0, count: users.count)
        for row in rows { counts[Int(preferences.users[row])] += 1 }
        let grouping = Grouping(
            by: rebalancing.dimension, movies: movies, viewers: viewers, interactionCounts: counts,
            trainedUserCount: trainedUserCount)
        let likes = rows.indices.filter { place in
            let row = rows[place]
            return weights[place] > 0 && preferences.isTaught[row] && Int(preferences.users[row]) < trainedUserCount
        }
        let factors = rebalancing.factors(
            weights: likes.map { weights[$0] },
            groups: likes.map { place in
                grouping.groups(
                    user: Int(preferences.users[rows[place]]), item: Int(preferences.items[rows[place]]))
            }, groupCount: grouping.names.count)
        for (place, factor) in zip(likes, factors) { weights[place] *= factor }
    }
}
