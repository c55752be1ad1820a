/// Two ways between outside ids and dense numbers: number *n* is the *n*-th id.
///
/// Four flat arrays, so that it is written to an artefact as it is and read back by mapping, without building a
/// dictionary of a million strings:
/// - `text`: the UTF-8 of all ids, one after another;
/// - `offsets`: [count + 1], where each id begins;
/// - `slots`: [power of two ≥ 2 · count], an open-addressing hash table of numbers, −1 where empty.
public struct Vocabulary<ID: ExternalIdentifier>: Sendable {
    /// The UTF-8 of all ids, one after another.
    public let text: FrozenArray<UInt8>
    /// [count + 1] where each id begins in `text`.
    public let offsets: FrozenArray<Int64>
    /// The hash table: numbers, −1 where empty.
    public let slots: FrozenArray<Int32>

    /// How many ids there are: numbers 0..<count.
    public var count: Int { offsets.count - 1 }

    /// Numbers `ids` in the order given.
    ///
    /// - Precondition: no id twice.
    /// - Complexity: O(total length).
    public init(_ ids: some Sequence<ID>) {
        var text: [UInt8] = []
        var offsets: [Int64] = [0]
        for id in ids {
            text.append(contentsOf: id.rawValue.utf8)
            offsets.append(Int64(text.count))
        }
        let count = offsets.count - 1
        var slots = [Int32](repeating: -1, count: Self.slotCount(for: count))
        text.withUnsafeBufferPointer { bytes in
            for number in 0..<count {
                let id = UnsafeBufferPointer(rebasing: bytes[Int(offsets[number])..<Int(offsets[number + 1])])
                var slot = Self.hash(id) & (slots.count - 1)
                while slots[slot] >= 0 {
                    let other = Int(slots[slot])
                    precondition(
                        !bytes[Int(offsets[other])..<Int(offsets[other + 1])].elementsEqual(id),
                        "an id stands twice in a vocabulary")
                    slot = (slot + 1) & (slots.count - 1)
                }
                slots[slot] = Int32(number)
            }
        }
        self.text = FrozenArray(text)
        self.offsets = FrozenArray(offsets)
        self.slots = FrozenArray(slots)
    }

    /// Adopts arrays read from an artefact.
    ///
    /// Returns nil when they cannot be a vocabulary: offsets that do not ascend from 0 to the text's length, a table
    /// whose size is no power of two or smaller than needed, or a number outside it.
    /// - Complexity: O(count).
    public init?(text: FrozenArray<UInt8>, offsets: FrozenArray<Int64>, slots: FrozenArray<Int32>) {
        guard let last = offsets.last, offsets[0] == 0, last == Int64(text.count) else { return nil }
        guard slots.count == Self.slotCount(for: offsets.count - 1) else { return nil }
        let ascending = offsets.withUnsafeBufferPointer { starts in
            var good = true
            for index in 1..<max(starts.count, 1) where starts[index] < starts[index - 1] { good = false }
            return good
        }
        var occupied = 0
        slots.withUnsafeBufferPointer { table in
            for number in table where number >= 0 { occupied += 1 }
        }
        let inRange = slots.withUnsafeBufferPointer { table in
            var largest: Int32 = -1
            for number in table where number > largest { largest = number }
            return Int(largest) < offsets.count - 1
        }
        guard ascending, inRange, occupied == offsets.count - 1 else { return nil }
        self.text = text
        self.offsets = offsets
        self.slots = slots
    }

    /// The number of `id`, or nil when it is unknown.
    /// - Complexity: O(length of the id), no allocation.
    @inlinable public func number(of id: ID) -> ID.Number? {
        var raw = id.rawValue
        let index = raw.withUTF8 { key in find(key) }
        return index >= 0 ? ID.Number(index) : nil
    }

    /// The id of `number`.
    /// - Precondition: `number` is below `count`.
    @inlinable public func id(of number: ID.Number) -> ID { ID(string(at: number.index)) }

    /// All ids, in the order of their numbers. Builds a string for each.
    public var ids: [ID] { (0..<count).map { id(of: ID.Number($0)) } }

    // What follows deals in plain numbers and strings, not in ID: so it is compiled once and not as generic code.

    @usableFromInline func string(at index: Int) -> String {
        let start = Int(offsets[index]), end = Int(offsets[index + 1])
        return text.withUnsafeBufferPointer { bytes in
            String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
        }
    }

    /// The place of an id; −1 when it is not there.
    @usableFromInline func find(_ key: UnsafeBufferPointer<UInt8>) -> Int {
        let mask = slots.count - 1
        return text.withUnsafeBufferPointer { bytes in
            offsets.withUnsafeBufferPointer { starts in
                slots.withUnsafeBufferPointer { table in
                    var slot = Self.hash(key) & mask
                    while table[slot] >= 0 {
                        let number = Int(table[slot])
                        if bytes[Int(starts[number])..<Int(starts[number + 1])].elementsEqual(key) {
                            return number
                        }
                        slot = (slot + 1) & mask
                    }
                    return -1
                }
            }
        }
    }

    /// At most half full, at least one empty slot, so that every search ends.
    private static func slotCount(for count: Int) -> Int {
        var size = 2
        while size < count * 2 { size *= 2 }
        return size
    }

    /// FNV-1a, 64 bits, folded: the same on every machine and in every run, because it is stored.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        Int(truncatingIfNeeded: StableHash.hash(bytes) >> 1)
    }
}

/// Viewers: outside ids and numbers.
public typealias UserVocabulary = Vocabulary<UserID>
/// Films: outside ids and numbers.
public typealias ItemVocabulary = Vocabulary<ItemID>
/// Genres: names and numbers.
public typealias GenreVocabulary = Vocabulary<GenreName>
