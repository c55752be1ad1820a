/// Why a data set could not be fetched.
public struct FetchError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable {
        case unreachable
        /// The server answered with something else than the archive.
        case refused
        case checksumMismatch = "checksum_mismatch"
        case noUnpacker = "no_unpacker"
        case unpackingFailed = "unpacking_failed"
        /// The target is there already.
        case alreadyThere = "already_there"
        case disk
    }

    public var code: Code
    /// What, where, and what to try.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
