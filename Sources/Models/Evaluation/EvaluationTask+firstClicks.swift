extension EvaluationTask {
    /// What a model makes of a newcomer's first likes: viewers of whom the fit part knows no like are asked about after the
    /// first `known` likes of their test part.
    ///
    /// The same viewers are asked about the same films whatever `known` is: those they liked after their first
    /// `reservedLikes`. So only what is known of them differs. Likes of one second stand in the order of the films' numbers.
    ///
    /// - Parameters:
    ///   - heldOutTimes: [entries of `heldOut`], seconds since 1970.
    ///   - known: 0…reservedLikes; with 0 they are answered without a viewer.
    /// - Complexity: O(entries · log entries).
    public static func newcomers(
        fit: TrainingSet, heldOut: InteractionMatrix, heldOutTimes: FrozenArray<Int64>, known: Int,
        reservedLikes: Int = 10
    ) -> EvaluationTask {
        precondition(heldOutTimes.count == heldOut.entryCount, "one time for each held-out like")
        precondition((0...reservedLikes).contains(known), "no more is known than is kept out of the questions")
        var histories = [[(column: Int, weight: Float)]](repeating: [], count: fit.userCount)
        var rest = histories
        var reserved = histories
        for user in 0..<fit.userCount where fit.positives.entryCount(ofRow: user) == 0 {
            let entries = heldOut.entries(ofRow: user).sorted {
                (heldOutTimes[$0], heldOut.columns[$0]) < (heldOutTimes[$1], heldOut.columns[$1])
            }
            guard entries.count > reservedLikes else { continue }
            let likes = entries.map { (column: Int(heldOut.columns[$0]), weight: heldOut.weights[$0]) }
            histories[user] = Array(likes.prefix(known))
            reserved[user] = Array(likes.prefix(reservedLikes)) + met(user, in: fit)
            rest[user] = Array(likes.dropFirst(reservedLikes))
        }
        func matrix(_ rows: [[(column: Int, weight: Float)]]) -> InteractionMatrix {
            InteractionMatrix(rows: rows, columnCount: fit.itemCount)
        }
        return EvaluationTask(
            histories: matrix(histories), excluded: matrix(reserved), heldOut: matrix(rest), seen: fit.seen,
            movies: fit.movies, presentation: .histories)
    }

    /// What the viewer met in the fit part and did not like.
    private static func met(_ user: Int, in fit: TrainingSet) -> [(column: Int, weight: Float)] {
        fit.seen.withRow(user) { columns, weights in zip(columns, weights).map { (Int($0), $1) } }
    }
}
