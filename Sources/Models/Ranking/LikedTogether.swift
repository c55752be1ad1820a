/// Films that those who liked one film liked too.
package enum LikedTogether {
    package struct Film: Equatable, Sendable {
        package var item: ItemNumber
        /// How many liked both.
        package var viewers: Int
    }

    package struct Answer: Equatable, Sendable {
        /// Viewers looked at who liked the film.
        package var viewers = 0
        package var films: [Film] = []
    }

    /// Most telling first: by viewers in common over the root of the other film's popularity, which is the cosine of
    /// the two films' likes but for a factor that is the same for all; ties by number.
    ///
    /// - Parameters:
    ///   - likes: [users, items]; weight > 0 is a like.
    ///   - popularity: [items] the likes of each film, as a share of the largest count.
    ///   - minimum: films that fewer viewers liked together are left out: they say more of the viewers than of the film.
    ///   - maximumRows: of more viewers than this, so many are looked at, spread evenly.
    /// - Complexity: O(maximumRows · log entries of a row + entries of those who liked the film).
    package static func films(
        with item: ItemNumber, in likes: InteractionMatrix, popularity: FrozenArray<Float>, count: Int,
        minimum: Int = 3, maximumRows: Int = 50_000
    ) -> Answer {
        var answer = Answer()
        var common = [Int32](repeating: 0, count: likes.columnCount)
        let rows = min(likes.rowCount, maximumRows)
        for step in 0..<rows {
            let row = step * likes.rowCount / rows
            likes.withRow(row) { columns, weights in
                guard let place = columns.firstIndex(ascending: item.rawValue), weights[place] > 0 else { return }
                answer.viewers += 1
                for (column, weight) in zip(columns, weights) where weight > 0 { common[Int(column)] += 1 }
            }
        }
        common[item.index] = 0
        let found = common.indices.lazy.filter { common[$0] >= minimum }.map { index in
            ScoredItem(
                item: ItemNumber(index),
                score: Float(common[index]) / max(popularity[index], .leastNormalMagnitude).squareRoot())
        }
        answer.films = found.sorted { $0.precedes($1) }.prefix(count)
            .map { Film(item: $0.item, viewers: Int(common[$0.item.index])) }
        return answer
    }
}

extension UnsafeBufferPointer<Int32> {
    /// The place of `value` in ascending numbers.
    /// - Complexity: O(log count).
    fileprivate func firstIndex(ascending value: Int32) -> Int? {
        var low = 0, high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == value ? low : nil
    }
}
