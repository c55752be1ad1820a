import Models

/// Why nothing could be imported. Single bad lines are in the report instead.
public struct ImportError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable {
        case notFound = "not_found"
        /// Nothing in the folder is of a layout we know.
        case unknownLayout = "unknown_layout"
        case unreadableFile = "unreadable_file"
        case storage
        case cancelled
    }

    public var code: Code
    /// What, where, and what to try.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    init(_ error: StorageError) { self.init(.storage, error.message) }
    init(_ error: FormatError) { self.init(.unreadableFile, error.description) }

    public var description: String { message }
}
