/// An artefact that cannot be used.
public struct ArtefactError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of fault it is.
    public struct Code: Sendable, Equatable {
        private enum Kind: Equatable {
            case truncated, altered, badHeader, badManifest, missingTensor, wrongShape, unknownAlgorithm, invalidModel
        }
        private let kind: Kind
        /// A file is shorter than it says.
        public static let truncated = Code(kind: .truncated)
        /// A checksum is not the one that was written.
        public static let altered = Code(kind: .altered)
        /// The tensors' header cannot be read, or contradicts itself.
        public static let badHeader = Code(kind: .badHeader)
        /// The manifest cannot be read, or is of another format.
        public static let badManifest = Code(kind: .badManifest)
        /// A tensor that the model needs is not there.
        public static let missingTensor = Code(kind: .missingTensor)
        /// A tensor is of another type or shape.
        public static let wrongShape = Code(kind: .wrongShape)
        /// No plug-in of the catalogue loads this algorithm.
        public static let unknownAlgorithm = Code(kind: .unknownAlgorithm)
        /// The numbers are not a model: out of range, not finite, or at odds with each other.
        public static let invalidModel = Code(kind: .invalidModel)
    }

    /// What kind of fault it is.
    public var code: Code
    /// What, where, and what to try.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
