/// Numbers identifiers in the order they first appear: the growing twin of `Vocabulary`, fed with bytes so that
/// reading a million lines makes no million strings.
public struct IdentifierTable<ID: ExternalIdentifier>: Sendable {
    private var text: [UInt8] = []
    private var offsets: [Int] = [0]
    /// Open addressing, −1 where empty; at most half full.
    private var slots = [Int32](repeating: -1, count: 64)

    /// How many ids have a number.
    public var count: Int { offsets.count - 1 }

    public init() {}

    /// The number of `id`, a new one when it was not there.
    /// - Precondition: `id` is UTF-8.
    /// - Complexity: O(length), amortised.
    public mutating func number(of id: UnsafeBufferPointer<UInt8>) -> Int32 {
        let hash = Int(truncatingIfNeeded: StableHash.hash(id) >> 1)
        var slot = hash & (slots.count - 1)
        while slots[slot] >= 0 {
            if isEqual(Int(slots[slot]), id) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = Int32(count)
        text.append(contentsOf: id)
        offsets.append(text.count)
        slots[slot] = number
        if count * 2 >= slots.count { grow() }
        return number
    }

    /// The number of `id`, a new one when it was not there.
    public mutating func number(of id: ID) -> Int32 {
        var raw = id.rawValue
        return raw.withUTF8 { number(of: $0) }
    }

    /// The id of `number`.
    public func id(of number: Int) -> ID {
        ID(String(decoding: text[offsets[number]..<offsets[number + 1]], as: UTF8.self))
    }

    /// Calls `body` with the UTF-8 of the id of `number`.
    func withText<Result>(of number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        text.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[offsets[number]..<offsets[number + 1]])) }
    }

    private func isEqual(_ number: Int, _ id: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = offsets[number]
        guard offsets[number + 1] - start == id.count else { return false }
        for index in 0..<id.count where text[start + index] != id[index] { return false }
        return true
    }

    private mutating func grow() {
        var larger = [Int32](repeating: -1, count: slots.count * 4)
        let mask = larger.count - 1
        for number in 0..<count {
            var slot = withText(of: number) { Int(truncatingIfNeeded: StableHash.hash($0) >> 1) } & mask
            while larger[slot] >= 0 { slot = (slot + 1) & mask }
            larger[slot] = Int32(number)
        }
        slots = larger
    }
}
