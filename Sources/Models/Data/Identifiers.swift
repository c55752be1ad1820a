/// An identifier of the outside world: a viewer or a movie as other systems name it.
///
/// Kept as text, because people's data has numbers, slugs and UUIDs alike. Never mixed with dense numbers.
public protocol ExternalIdentifier: RawRepresentable<String>, Hashable, Comparable, Codable, Sendable,
    CustomStringConvertible, ExpressibleByStringLiteral
{
    /// The id that is written like this; case and every character count.
    init(_ rawValue: String)
    /// The dense number type that a vocabulary gives this identifier.
    associatedtype Number: DenseNumber
}

extension ExternalIdentifier {
    public init(rawValue: String) { self.init(rawValue) }
    public init(stringLiteral value: String) { self.init(value) }
    public var description: String { rawValue }
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A position 0..<count inside one model or data set: the row of a matrix. Means nothing outside it.
public protocol DenseNumber: RawRepresentable<Int32>, Hashable, Comparable, BitwiseCopyable, Sendable {
    init(rawValue: Int32)
}

extension DenseNumber {
    /// - Precondition: `index` fits `Int32` and is not negative.
    @inlinable public init(_ index: Int) { self.init(rawValue: Int32(index)) }
    /// The number as a place in an array.
    @inlinable public var index: Int { Int(rawValue) }
    @inlinable public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A viewer, as the outside world names them.
public struct UserID: ExternalIdentifier {
    public typealias Number = UserNumber
    public let rawValue: String
    public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// A movie, as the outside world names it.
public struct ItemID: ExternalIdentifier {
    public typealias Number = ItemNumber
    public let rawValue: String
    public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// A genre, as the catalogue writes it.
public struct GenreName: ExternalIdentifier {
    public typealias Number = GenreNumber
    public let rawValue: String
    public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// A viewer's row, 0..<userCount.
@frozen public struct UserNumber: DenseNumber {
    public let rawValue: Int32
    @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
}

/// A movie's row, 0..<itemCount.
@frozen public struct ItemNumber: DenseNumber {
    public let rawValue: Int32
    @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
}
