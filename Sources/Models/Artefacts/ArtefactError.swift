/// An artefact that cannot be used.
public struct ArtefactError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Code: Sendable, Equatable {
        private enum Kind: Equatable {
            case truncated, altered, badHeader, badManifest, missingTensor, wrongShape, unknownAlgorithm, invalidModel
        }
        private let kind: Kind
        public static let truncated = Code(kind: .truncated)
        public static let altered = Code(kind: .altered)
        public static let badHeader = Code(kind: .badHeader)
        public static let badManifest = Code(kind: .badManifest)
        public static let missingTensor = Code(kind: .missingTensor)
        public static let wrongShape = Code(kind: .wrongShape)
        public static let unknownAlgorithm = Code(kind: .unknownAlgorithm)
        public static let invalidModel = Code(kind: .invalidModel)
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
