import Models

/// What one shard counted between two drains. Noting an answer allocates nothing but on the first time a film is
/// served after a drain.
struct ServingTally: Sendable {
    private(set) var answers = 0
    private(set) var fallbacks = 0
    /// Answers to viewers the model was not trained with, and to nobody in particular.
    private(set) var coldStarts = 0
    private(set) var scoring = LatencyHistogram()
    private(set) var viewers = ViewerSketch()
    /// Hashes of the ids of films served, each once for a snapshot and a drain: outlives the snapshot's numbers.
    private(set) var served: [UInt64] = []

    /// [items] bits: films noted in `served` already, for the snapshot `markedSerial`.
    private var marked: [UInt64] = []
    private var markedSerial: UInt64 = 0

    mutating func note(
        _ order: borrowing RankingOrder, _ slate: borrowing RankedSlate, from snapshot: ServingSnapshot,
        took latency: Duration
    ) {
        answers += 1
        if slate.fallbackReason != nil { fallbacks += 1 }
        if slate.isColdStart { coldStarts += 1 }
        if case .viewer(.some) = order.subject { viewers.insert(order.key) }
        scoring.record(latency)
        mark(slate.items, in: snapshot)
    }

    private mutating func mark(_ items: [ScoredItem], in snapshot: ServingSnapshot) {
        if markedSerial != snapshot.serial {
            markedSerial = snapshot.serial
            marked.removeAll(keepingCapacity: true)
            marked.append(contentsOf: repeatElement(0, count: (snapshot.items.count + 63) / 64))
        }
        for place in items {
            let word = place.item.index / 64, bit: UInt64 = 1 << UInt64(place.item.index % 64)
            guard marked[word] & bit == 0 else { continue }
            marked[word] |= bit
            served.append(snapshot.items.hash(of: place.item))
        }
    }

    mutating func reset() { self = ServingTally() }
}

extension Vocabulary {
    /// A stable hash of the number's id, without making a string of it.
    /// - Precondition: `number` is below `count`.
    func hash(of number: ID.Number) -> UInt64 {
        let start = Int(offsets[number.index]), end = Int(offsets[number.index + 1])
        return text.withUnsafeBufferPointer { StableHash.hash(UnsafeBufferPointer(rebasing: $0[start..<end])) }
    }
}
