/// Bytes of people's files as text: UTF-8 where they are UTF-8, Latin-1 otherwise, decided field by field.
///
/// A Latin-1 text with an accent is practically never valid UTF-8, so no setting and no second pass is needed.
public enum TextDecoding {
    /// The text of `bytes`, without white space at either end.
    public static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let bytes = trimmed(bytes)
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return latin1(bytes)
    }

    static func latin1(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
        return text
    }

    /// Without ASCII spaces and tabs at either end.
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end, isBlank(bytes[start]) { start += 1 }
        while end > start, isBlank(bytes[end - 1]) { end -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes where byte >= 0x80 { return false }
        return true
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }

    /// What a file's first bytes say of its encoding.
    public enum Mark: Sendable, Equatable {
        /// None: text, most likely.
        case none
        /// Three bytes to skip.
        case utf8
        /// Not readable here.
        case utf16
    }

    /// The mark that `bytes` begin with.
    public static func mark(of bytes: UnsafeBufferPointer<UInt8>) -> Mark {
        if bytes.count >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf { return .utf8 }
        if bytes.count >= 2, (bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff) {
            return .utf16
        }
        return .none
    }
}
