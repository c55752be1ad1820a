/// The element types artefacts use, by their safetensors names.
public enum TensorType: String, Sendable, CaseIterable {
    case uint8 = "U8"
    case int8 = "I8"
    case int32 = "I32"
    case int64 = "I64"
    case float32 = "F32"
    case float64 = "F64"

    public var byteCount: Int {
        switch self {
        case .uint8, .int8: 1
        case .int32, .float32: 4
        case .int64, .float64: 8
        }
    }
}

/// A Swift type that is a tensor's element, little-endian in memory as in the file.
public protocol TensorElement: BitwiseCopyable, Sendable {
    static var tensorType: TensorType { get }
}
extension UInt8: TensorElement { public static var tensorType: TensorType { .uint8 } }
extension Int8: TensorElement { public static var tensorType: TensorType { .int8 } }
extension Int32: TensorElement { public static var tensorType: TensorType { .int32 } }
extension Int64: TensorElement { public static var tensorType: TensorType { .int64 } }
extension Float: TensorElement { public static var tensorType: TensorType { .float32 } }
extension Double: TensorElement { public static var tensorType: TensorType { .float64 } }

/// A named block of numbers with a shape, row-major.
public struct NamedTensor: Sendable {
    public let name: String
    public let type: TensorType
    public let shape: [Int]
    /// The elements as bytes: shape's product × the element's size.
    public let bytes: FrozenArray<UInt8>

    /// - Precondition: the shape's product is the number of elements.
    public init<Element: TensorElement>(_ name: String, shape: [Int], _ elements: FrozenArray<Element>) {
        precondition(shape.reduce(1, *) == elements.count, "tensor \(name): shape and count disagree")
        self.name = name
        self.type = Element.tensorType
        self.shape = shape
        self.bytes = elements.bytes
    }

    /// A tensor found in a file; the reader has checked shape, type and size.
    package init(name: String, type: TensorType, shape: [Int], bytes: FrozenArray<UInt8>) {
        self.name = name
        self.type = type
        self.shape = shape
        self.bytes = bytes
    }

    /// The elements, or nil when they are of another type.
    public func elements<Element: TensorElement>(as type: Element.Type = Element.self) -> FrozenArray<Element>? {
        guard self.type == Element.tensorType else { return nil }
        return bytes.reinterpreted(as: Element.self)
    }
}

/// Named tensors to load a model from.
public struct TensorArchive: Sendable {
    private let tensors: [String: NamedTensor]

    public init(_ tensors: [NamedTensor]) {
        self.tensors = Dictionary(tensors.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    }

    public var names: [String] { tensors.keys.sorted() }

    /// The tensor `name` of this type and shape; nil in `shape` allows any size.
    /// - Throws: `ArtefactError` that names what is missing or different.
    public func tensor<Element: TensorElement>(
        _ name: String, shape: [Int?], as type: Element.Type = Element.self
    ) throws(ArtefactError) -> FrozenArray<Element> {
        guard let tensor = tensors[name] else {
            throw ArtefactError(.missingTensor, "the artefact has no tensor '\(name)'; train the model again")
        }
        guard let elements = tensor.elements(as: Element.self) else {
            throw ArtefactError(
                .wrongShape, "tensor '\(name)' holds \(tensor.type.rawValue), not \(Element.tensorType.rawValue)")
        }
        let fits = tensor.shape.count == shape.count && zip(tensor.shape, shape).allSatisfy { $1 == nil || $0 == $1 }
        guard fits else {
            throw ArtefactError(.wrongShape, "tensor '\(name)' has shape \(tensor.shape), not the expected one")
        }
        return elements
    }
}

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
