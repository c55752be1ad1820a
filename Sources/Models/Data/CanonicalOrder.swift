/// The one order of identifiers: numbers by size (`2` before `10`), then all other texts by their bytes.
///
/// Vocabularies are sorted by it, so that the same data gets the same numbers wherever it was stored.
public enum CanonicalOrder {
    /// Whether `left` stands before `right`.
    public static func precedes(_ left: String, _ right: String) -> Bool {
        var left = left
        var right = right
        return left.withUTF8 { left in right.withUTF8 { precedes(left, $0) } }
    }

    static func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        switch (isNumber(left), isNumber(right)) {
        case (true, false): return true
        case (false, true): return false
        case (true, true) where left.count != right.count: return left.count < right.count
        default: return left.lexicographicallyPrecedes(right)
        }
    }

    /// Digits only, no leading zero, so that two texts are never the same number.
    private static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first else { return false }
        if first == UInt8(ascii: "0") { return text.count == 1 }
        return text.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
}
