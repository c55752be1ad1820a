/// How often each film appears in the top lists of a group of viewers: what coverage and inequality are made of.
public struct Exposure: Sendable, Equatable {
    /// [items] lists that carry the film.
    public private(set) var counts: [Int]

    /// Nothing was shown to anybody yet.
    public init(itemCount: Int) { counts = Array(repeating: 0, count: itemCount) }

    /// Counts the films of one list.
    public mutating func add(_ slate: some Sequence<ScoredItem>) {
        for entry in slate { counts[entry.item.index] += 1 }
    }

    /// Adds the lists counted in `other`. Whole numbers: the order of additions does not matter.
    /// - Precondition: the same catalogue.
    public mutating func merge(_ other: Exposure) {
        precondition(counts.count == other.counts.count, "exposures of different catalogues")
        for index in counts.indices { counts[index] += other.counts[index] }
    }

    /// Nothing counted, the room kept.
    public mutating func removeAll() {
        for index in counts.indices { counts[index] = 0 }
    }
}
