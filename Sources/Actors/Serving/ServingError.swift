public import Models

/// Why there is no answer.
public struct ServingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What stood in the way.
    public enum Code: Sendable, Equatable {
        /// No model serves yet.
        case notReady
        /// The film is not in the catalogue; it was noted for the next training.
        case unknownItem(ItemID)
        /// No title comes near what was asked for.
        case unknownTitle
        /// No film has a genre of that name.
        case unknownGenre(String, known: [String])
        /// Too many requests are waiting already.
        case overloaded
    }

    /// What stood in the way.
    public var code: Code
    /// What, and what to try.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    static let notReady = ServingError(.notReady, "no model serves yet; try again in a moment")
    static let overloaded = ServingError(.overloaded, "too many requests are waiting; try again in a moment")
    static let unknownTitle = ServingError(
        .unknownTitle, "no film's title comes near that; try fewer or other words of it")

    static func unknownItem(_ item: ItemID) -> ServingError {
        ServingError(.unknownItem(item), "no such film in the catalogue")
    }

    static func unknownGenre(_ name: String, in catalogue: Catalogue) -> ServingError {
        ServingError(
            .unknownGenre(name, known: catalogue.genres),
            "no film is of that genre; the genres are \(catalogue.genres.joined(separator: ", "))")
    }
}
