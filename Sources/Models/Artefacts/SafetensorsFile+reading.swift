import Foundation

extension SafetensorsFile {
    /// A header of more bytes than this is refused; ours have a few thousand.
    static let maximumHeaderByteCount = 1 << 20

    /// The tensors of a file, as views into `bytes`: nothing is copied.
    ///
    /// Everything is checked against the file's size before anything is used: the header's length, every type, shape
    /// and range; ranges must follow one another without gap or overlap and be aligned for their elements.
    /// - Complexity: O(header); the data are not touched.
    /// - Throws: `ArtefactError`: `.truncated` or `.badHeader`.
    public static func read(_ bytes: FrozenArray<UInt8>) throws(ArtefactError) -> TensorArchive {
        let headerEnd = try headerByteCount(of: bytes)
        let entries = try parse(bytes.view(8..<headerEnd))
        let data = bytes.view(headerEnd..<bytes.count)
        var tensors: [NamedTensor] = []
        var position = 0
        for (name, entry) in entries.sorted(by: { $0.value.placement < $1.value.placement }) {
            let tensor = try entry.tensor(named: name, in: data, at: position)
            position += tensor.bytes.count
            tensors.append(tensor)
        }
        guard position == data.count else {
            throw ArtefactError(
                .badHeader,
                "the tensors fill \(position) of \(data.count) bytes; copy the artefact again or train again")
        }
        return TensorArchive(tensors)
    }

    /// Where the data begin: the length word and the header.
    static func headerByteCount(of bytes: FrozenArray<UInt8>) throws(ArtefactError) -> Int {
        guard bytes.count >= 8 else {
            throw ArtefactError(.truncated, "the tensors file has \(bytes.count) bytes, too few for a header")
        }
        var length: UInt64 = 0
        for position in (0..<8).reversed() { length = length << 8 | UInt64(bytes[position]) }
        guard length <= UInt64(maximumHeaderByteCount) else {
            throw ArtefactError(.badHeader, "the tensors file claims a header of \(length) bytes")
        }
        guard bytes.count - 8 >= Int(length) else {
            throw ArtefactError(.truncated, "the tensors file ends inside its header")
        }
        return 8 + Int(length)
    }

    private static func parse(_ header: FrozenArray<UInt8>) throws(ArtefactError) -> [String: Entry] {
        do {
            return try JSONDecoder().decode(Header.self, from: Data(header)).entries
        } catch {
            throw ArtefactError(.badHeader, "the tensors file's header cannot be read: \(Self.summary(of: error))")
        }
    }

    /// What was wrong, without the decoder's inner workings.
    static func summary(of error: any Error) -> String {
        switch error {
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.keyNotFound(_, let context), DecodingError.dataCorrupted(let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
        default: return "\(error)"
        }
    }
}

/// One tensor as the header describes it; none of it is to be trusted.
private struct Entry: Decodable {
    var dtype: String
    var shape: [Int]
    var data_offsets: [Int]

    /// Ranges in file order; of those that begin together the empty one first.
    var placement: (Int, Int) { (data_offsets.first ?? 0, data_offsets.last ?? 0) }

    func tensor(
        named name: String, in data: FrozenArray<UInt8>, at position: Int
    ) throws(ArtefactError) -> NamedTensor {
        guard let type = TensorType(rawValue: dtype) else {
            throw ArtefactError(.badHeader, "tensor '\(name)' is of the unknown type '\(dtype)'")
        }
        guard data_offsets.count == 2, data_offsets[0] == position, data_offsets[1] >= position else {
            throw ArtefactError(.badHeader, "tensor '\(name)' does not begin where the one before it ends")
        }
        guard data_offsets[1] <= data.count else {
            throw ArtefactError(.truncated, "the tensors file ends before tensor '\(name)' does")
        }
        guard byteCount(type) == data_offsets[1] - position else {
            throw ArtefactError(.badHeader, "tensor '\(name)': its shape and its range disagree")
        }
        let bytes = data.view(position..<data_offsets[1])
        guard bytes.isAligned(to: type.byteCount) else {
            throw ArtefactError(.badHeader, "tensor '\(name)' is not aligned for \(dtype)")
        }
        return NamedTensor(name: name, type: type, shape: shape, bytes: bytes)
    }

    /// nil when the shape is impossible.
    private func byteCount(_ type: TensorType) -> Int? {
        var product = type.byteCount
        for extent in shape {
            guard extent >= 0 else { return nil }
            let (next, overflow) = product.multipliedReportingOverflow(by: extent)
            guard !overflow else { return nil }
            product = next
        }
        return product
    }
}

/// All entries; `__metadata__` holds strings, which we have no use for.
private struct Header: Decodable {
    var entries: [String: Entry] = [:]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        for name in container.allKeys {
            if name.stringValue == "__metadata__" {
                _ = try container.decode([String: String].self, forKey: name)
            } else {
                entries[name.stringValue] = try container.decode(Entry.self, forKey: name)
            }
        }
    }

    struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
