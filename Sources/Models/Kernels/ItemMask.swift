/// A set of items as bits: who may appear in a list. Bit i of word i / 64 is item i.
///
/// Made to be refilled in place: `assign` and `exclude` allocate nothing. Bits at and above `count` are always 0.
public struct ItemMask: Sendable, Equatable {
    /// The bits, 64 a word.
    public private(set) var words: [UInt64]
    /// How many items it is about, in or out.
    public private(set) var count: Int

    /// All items in, or all out.
    public init(count: Int, allowed: Bool = true) {
        precondition(count >= 0, "a mask cannot count below zero")
        self.count = count
        words = Array(repeating: allowed ? ~0 : 0, count: (count + 63) / 64)
        clearTail()
    }

    /// - Precondition: `item` is below `count`.
    public func contains(_ item: ItemNumber) -> Bool {
        precondition(item.index >= 0 && item.index < count, "item out of range")
        return words[item.index / 64] & (1 << UInt64(item.index % 64)) != 0
    }

    /// - Precondition: `item` is below `count`.
    public mutating func exclude(_ item: ItemNumber) {
        precondition(item.index >= 0 && item.index < count, "item out of range")
        words[item.index / 64] &= ~(1 << UInt64(item.index % 64))
    }

    /// Takes out all of a matrix row's columns: several times quicker than one by one.
    /// - Precondition: every column is 0..<`count`.
    public mutating func exclude(columns: UnsafeBufferPointer<Int32>) {
        let count = count
        words.withUnsafeMutableBufferPointer { words in
            for column in columns {
                precondition(column >= 0 && column < count, "item out of range")
                words[Int(column) / 64] &= ~(1 << UInt64(column % 64))
            }
        }
    }

    /// - Precondition: `item` is below `count`.
    public mutating func allow(_ item: ItemNumber) {
        precondition(item.index >= 0 && item.index < count, "item out of range")
        words[item.index / 64] |= 1 << UInt64(item.index % 64)
    }

    /// Becomes equal to `other`, in place when the sizes agree.
    public mutating func assign(from other: borrowing ItemMask) {
        guard count == other.count else {
            words = other.words
            count = other.count
            return
        }
        for index in words.indices { words[index] = other.words[index] }
    }

    /// Keeps what is in both.
    /// - Precondition: the same count.
    public mutating func formIntersection(_ other: borrowing ItemMask) {
        precondition(count == other.count, "masks of different catalogues")
        for index in words.indices { words[index] &= other.words[index] }
    }

    /// Adds what is in `other`.
    /// - Precondition: the same count.
    public mutating func formUnion(_ other: borrowing ItemMask) {
        precondition(count == other.count, "masks of different catalogues")
        for index in words.indices { words[index] |= other.words[index] }
    }

    /// Takes out what is in `other`.
    /// - Precondition: the same count.
    public mutating func subtract(_ other: borrowing ItemMask) {
        precondition(count == other.count, "masks of different catalogues")
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    /// Keeps what is in any of `masks[number]` for the given numbers, without building their union.
    /// - Precondition: the same count; every number is a place in `masks`.
    public mutating func formIntersection<Number: DenseNumber>(unionOf masks: [ItemMask], at numbers: [Number]) {
        for number in numbers { precondition(masks[number.index].count == count, "masks of different catalogues") }
        for index in words.indices {
            var union: UInt64 = 0
            for number in numbers { union |= masks[number.index].words[index] }
            words[index] &= union
        }
    }

    /// Takes everything out.
    public mutating func excludeAll() {
        for index in words.indices { words[index] = 0 }
    }

    /// How many items are in.
    public var allowedCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    private mutating func clearTail() {
        if count % 64 != 0, !words.isEmpty { words[words.count - 1] &= (1 << UInt64(count % 64)) - 1 }
    }
}
