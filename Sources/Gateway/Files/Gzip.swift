import CZlib

/// Packs what is sent often and changes never. Answers that are made anew each time are not worth it.
enum Gzip {
    /// Fewer bytes than this fit into one packet either way.
    private static let minimum = 256

    /// `bytes` as one gzip member (RFC 1952), the same every time; nil when that would not be smaller.
    static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= minimum, let count = UInt32(exactly: bytes.count) else { return nil }
        let packed = [UInt8](unsafeUninitializedCapacity: bytes.count) { output, written in
            written = bytes.withUnsafeBufferPointer { input in
                Int(marquee_gzip(input.baseAddress, count, output.baseAddress, count))
            }
        }
        return packed.isEmpty ? nil : packed
    }
}
