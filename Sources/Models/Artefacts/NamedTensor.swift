/// The element types artefacts use, by their safetensors names.
public enum TensorType: String, Sendable, CaseIterable {
    /// Whole numbers of one byte, without a sign.
    case uint8 = "U8"
    /// Whole numbers of one byte.
    case int8 = "I8"
    /// Whole numbers of four bytes.
    case int32 = "I32"
    /// Whole numbers of eight bytes.
    case int64 = "I64"
    /// Numbers in single precision.
    case float32 = "F32"
    /// Numbers in double precision.
    case float64 = "F64"

    /// The size of one element.
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
    /// The element type's name in an artefact.
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
    /// What it is called in its archive.
    public let name: String
    /// What its elements are.
    public let type: TensorType
    /// The size of each dimension, the slowest first.
    public let shape: [Int]
    /// The elements as bytes: shape's product × the element's size.
    public let bytes: FrozenArray<UInt8>

    /// - Precondition: the name is made of letters, digits, `.`, `_` and `-`; the shape's product is the number of
    ///   elements.
    public init<Element: TensorElement>(_ name: String, shape: [Int], _ elements: FrozenArray<Element>) {
        precondition(Self.isValid(name: name), "tensor \(name): a name has letters, digits, '.', '_' and '-'")
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

    /// The same tensor as `section.name`.
    public func inSection(_ section: String) -> NamedTensor {
        NamedTensor(name: "\(section).\(name)", type: type, shape: shape, bytes: bytes)
    }

    static func isValid(name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// The elements, or nil when they are of another type.
    public func elements<Element: TensorElement>(as type: Element.Type = Element.self) -> FrozenArray<Element>? {
        guard self.type == Element.tensorType else { return nil }
        return bytes.reinterpreted(as: Element.self)
    }
}
