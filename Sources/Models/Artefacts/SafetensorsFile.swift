/// Named tensors as the bytes of a safetensors file (https://github.com/huggingface/safetensors#format), which Python
/// reads as it is:
///
///     8 bytes   length of the header, little-endian
///     header    JSON: {"name":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},…}, then spaces
///     data      the tensors, without gaps
///
/// The header is padded so that the data begin on a 64-byte boundary. Tensors of a multiple of 64 bytes come first,
/// so each of them begins on such a boundary too; the rest follow by falling element size, so each is aligned for its
/// elements. That is all mapping needs, and leaves no gaps, which the format forbids.
public struct SafetensorsFile: Sendable {
    /// The length word and the padded header.
    public let header: [UInt8]
    /// In file order.
    public let tensors: [NamedTensor]

    /// - Precondition: no name twice.
    public init(_ given: [NamedTensor]) {
        precondition(Set(given.map(\.name)).count == given.count, "a tensor's name stands twice")
        tensors = given.sorted { Self.placement($0) < Self.placement($1) }
        header = Self.header(of: tensors)
    }

    /// The size of the whole file, header included.
    public var byteCount: Int { tensors.reduce(header.count) { $0 + $1.bytes.count } }

    /// Hands the file to `body` piece by piece, in order; no piece is larger than `pieceByteCount`.
    public func forEachPiece<Failure: Error>(
        ofAtMost pieceByteCount: Int = 1 << 22, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(pieceByteCount > 0, "a piece has at least one byte")
        try FrozenArray(header).withUnsafeBufferPointer { (bytes) throws(Failure) in
            try body(UnsafeRawBufferPointer(bytes))
        }
        for tensor in tensors {
            try tensor.bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in
                var start = 0
                while start < bytes.count {  // all before `start` was handed over
                    let end = start + min(pieceByteCount, bytes.count - start)
                    try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<end]))
                    start = end
                }
            }
        }
    }

    /// The whole file in memory. For small ones and tests.
    public var contents: [UInt8] {
        var contents: [UInt8] = []
        contents.reserveCapacity(byteCount)
        forEachPiece { contents.append(contentsOf: $0) }
        return contents
    }

    // MARK: Layout

    static let alignment = 64

    /// Sorts first by alignment, then by name.
    private static func placement(_ tensor: NamedTensor) -> (Int, Int, String) {
        (tensor.bytes.count % alignment == 0 ? 0 : 1, -tensor.type.byteCount, tensor.name)
    }

    /// Names sorted, nothing but what the format asks for: the same tensors give the same bytes.
    private static func header(of tensors: [NamedTensor]) -> [UInt8] {
        var entries: [(name: String, text: String)] = []
        var offset = 0
        for tensor in tensors {
            let end = offset + tensor.bytes.count
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            entries.append(
                (
                    tensor.name,
                    "\"\(tensor.name)\":{\"dtype\":\"\(tensor.type.rawValue)\",\"shape\":[\(shape)],"
                        + "\"data_offsets\":[\(offset),\(end)]}"
                ))
            offset = end
        }
        let json = "{" + entries.sorted { $0.name < $1.name }.map(\.text).joined(separator: ",") + "}"
        let length = (8 + json.utf8.count + alignment - 1) / alignment * alignment - 8
        let padding = repeatElement(UInt8(ascii: " "), count: length - json.utf8.count)
        return withUnsafeBytes(of: UInt64(length).littleEndian, Array.init) + Array(json.utf8) + padding
    }
}
