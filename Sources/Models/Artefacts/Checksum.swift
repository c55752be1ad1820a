import Crypto

/// SHA-256 as artefacts write it: 64 lower-case hexadecimal digits.
struct Checksum {
    private var function = SHA256()

    mutating func update(_ bytes: UnsafeRawBufferPointer) { function.update(bufferPointer: bytes) }

    func finalized() -> String { function.finalize().map { hexadecimal($0) }.joined() }

    static func of(_ bytes: UnsafeRawBufferPointer) -> String {
        var checksum = Checksum()
        checksum.update(bytes)
        return checksum.finalized()
    }

    private func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
