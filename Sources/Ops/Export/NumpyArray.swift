import Models

/// One array as NumPy writes it (`.npy`, format 1.0): a line that says type and shape, then the numbers.
struct NumpyArray: Sendable {
    let name: String
    /// Magic, version, length, the line; padded so that the numbers begin on a 64-byte boundary.
    let header: [UInt8]
    let body: FrozenArray<UInt8>

    var byteCount: Int { header.count + body.count }

    init(_ tensor: NamedTensor) {
        self.init(name: tensor.name, type: Self.type(of: tensor.type), shape: tensor.shape, body: tensor.bytes)
    }

    /// Ids as an array of fixed-length texts, which needs no pickling to read.
    init(_ name: String, _ ids: [String]) {
        let width = max(1, ids.lazy.map(\.unicodeScalars.count).max() ?? 1)
        var units = [UInt32](repeating: 0, count: width * ids.count)
        for (row, id) in ids.enumerated() {
            for (place, scalar) in id.unicodeScalars.enumerated() { units[row * width + place] = scalar.value }
        }
        let bytes = FrozenArray<UInt8>(units.flatMap { unit in withUnsafeBytes(of: unit.littleEndian, Array.init) })
        self.init(name: name, type: "<U\(width)", shape: [ids.count], body: bytes)
    }

    private init(name: String, type: String, shape: [Int], body: FrozenArray<UInt8>) {
        self.name = name
        self.body = body
        // A tuple of one has a comma at its end.
        let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
        let length = (10 + text.utf8.count + 1 + 63) / 64 * 64 - 10
        let padding = repeatElement(UInt8(ascii: " "), count: length - text.utf8.count - 1)
        header =
            [0x93] + Array("NUMPY".utf8) + [1, 0] + [UInt8(length & 0xff), UInt8(length >> 8)] + Array(text.utf8)
            + padding + [UInt8(ascii: "\n")]
    }

    private static func type(of type: TensorType) -> String {
        switch type {
        case .uint8: "|u1"
        case .int8: "|i1"
        case .int32: "<i4"
        case .int64: "<i8"
        case .float32: "<f4"
        case .float64: "<f8"
        }
    }
}
