import CKernels

extension InstructionSet {
    /// Replaces `slate` by the best `count` eligible items of scores that exist already, in the total order of
    /// `ScoredItem`. A NaN score is passed over.
    ///
    /// - Parameters:
    ///   - scores: [items].
    ///   - eligible: [items] who may appear.
    ///   - keys: working space; grows once.
    /// - Precondition: `eligible.count == scores.count`, `count >= 0`.
    /// - Complexity: O(items + count · log count) in practice; nothing is allocated once buffers have grown.
    public func rank(
        scores: Span<Float>, eligible: borrowing ItemMask, count: Int, keys: inout [UInt64],
        into slate: inout [ScoredItem]
    ) {
        precondition(eligible.count == scores.count, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        slate.removeAll(keepingCapacity: true)
        let limit = min(count, scores.count)
        guard limit > 0 else { return }
        keys.grow(to: Int(mq_ranking_room(Int32(limit))))
        let words = eligible.words
        scores.withUnsafeBufferPointer { scores in
            words.withUnsafeBufferPointer { words in
                keys.withUnsafeMutableBufferPointer { keys in
                    guard let first = scores.baseAddress, let bits = words.baseAddress else { return }
                    var ranking = mq_ranking(limit: limit, keys: keys.baseAddress)
                    mq_rank_scores(kernel, first, Int32(scores.count), bits, &ranking)
                    slate.append(ranking)
                }
            }
        }
    }

    /// The plain twin of `rank`: sorts everything.
    package static func rankReference(scores: [Float], eligible: ItemMask, count: Int) -> [ScoredItem] {
        let ranked = scores.enumerated()
            .map { ScoredItem(item: ItemNumber($0.offset), score: $0.element) }
            .filter { eligible.contains($0.item) && !$0.score.isNaN }
            .sorted { $0.precedes($1) }
        return Array(ranked.prefix(count))
    }
}

extension mq_ranking {
    /// An empty ranking of `limit`, on memory of `mq_ranking_room(limit)` keys.
    init(limit: Int, keys: UnsafeMutablePointer<UInt64>?) {
        self.init(keys: keys, limit: Int32(limit), count: 0, scored: 0, threshold: .nan)
    }
}

extension [ScoredItem] {
    /// Adds the answer of a finished ranking.
    mutating func append(_ ranking: mq_ranking) {
        reserveCapacity(count + Int(ranking.count))
        for place in 0..<Int(ranking.count) {
            let key = ranking.keys[place]
            append(ScoredItem(item: ItemNumber(rawValue: mq_key_item(key)), score: mq_key_score(key)))
        }
    }
}

extension Array where Element: BinaryInteger {
    /// Makes room for `size` elements, whatever they are. Never shrinks.
    mutating func grow(to size: Int) {
        if count < size { append(contentsOf: repeatElement(0, count: size - count)) }
    }
}
