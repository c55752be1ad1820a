/// Counts in named classes, in a fixed order: what distributions are compared by.
public struct ClassCounts: Sendable, Equatable, Codable {
    /// The classes, each once, in the order they are shown.
    public private(set) var labels: [String]
    /// [labels] how many fell into each class.
    public private(set) var counts: [Int]

    /// None of any yet.
    public init(labels: [String]) {
        self.labels = labels
        counts = Array(repeating: 0, count: labels.count)
    }

    /// - Precondition: as many counts as labels, none below 0.
    public init(labels: [String], counts: [Int]) {
        precondition(labels.count == counts.count && counts.allSatisfy { $0 >= 0 }, "one count for each class")
        self.labels = labels
        self.counts = counts
    }

    /// Classes in the order of their names.
    public init(_ counts: [String: Int]) {
        let sorted = counts.sorted { $0.key < $1.key }
        self.init(labels: sorted.map(\.key), counts: sorted.map(\.value))
    }

    /// All of them together.
    public var total: Int { counts.reduce(0, +) }

    /// [labels] the share of each class, 0…1; all 0 when nothing was counted.
    public var shares: [Double] {
        let total = total
        return counts.map { total > 0 ? Double($0) / Double(total) : 0 }
    }

    /// - Precondition: `index` is one of the classes.
    public mutating func add(_ index: Int, count: Int = 1) { counts[index] += count }

    /// Both over the classes of either, those that only `other` has last.
    public func aligned(with other: ClassCounts) -> (ClassCounts, ClassCounts) {
        guard labels != other.labels else { return (self, other) }
        let own = Set(labels)
        let all = labels + other.labels.filter { !own.contains($0) }
        return (spread(over: all), other.spread(over: all))
    }

    private func spread(over all: [String]) -> ClassCounts {
        let known = Dictionary(zip(labels, counts)) { first, second in first + second }
        return ClassCounts(labels: all, counts: all.map { known[$0] ?? 0 })
    }
}
