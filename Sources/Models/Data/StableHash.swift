/// A hash that is the same on every machine and in every run, for whatever is stored or must not move:
/// vocabularies and the user-to-shard rule. Not for secrets.
///
/// FNV-1a over the bytes (Fowler, Noll and Vo), then the 64-bit finaliser of MurmurHash3 to spread short keys.
public enum StableHash {
    /// The hash of `bytes`.
    public static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes {
            state ^= UInt64(byte)
            state = state &* 0x0000_0100_0000_01b3
        }
        return mix(state)
    }

    /// The hash of a text's UTF-8.
    public static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { hash($0) }
    }

    /// Spreads every input bit over all output bits.
    public static func mix(_ value: UInt64) -> UInt64 {
        var state = value
        state ^= state >> 33
        state = state &* 0xff51_afd7_ed55_8ccd
        state ^= state >> 33
        state = state &* 0xc4ce_b9fe_1a85_ec53
        state ^= state >> 33
        return state
    }
}
