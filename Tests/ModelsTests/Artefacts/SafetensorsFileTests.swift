@testable import Models
import Testing

@Suite struct SafetensorsFileTests {
    private func bytes(_ file: SafetensorsFile, piece: Int = 1 << 20) -> [UInt8] {
        var result: [UInt8] = []
        file.forEachPiece(ofAtMost: piece) { result.append(contentsOf: $0) }
        return result
    }

    /// A file made by hand: this header, then `dataCount` zero bytes.
    private func file(header: String, dataCount: Int, length: UInt64? = nil) -> FrozenArray<UInt8> {
        let size = withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian, Array.init)
        return FrozenArray(size + Array(header.utf8) + [UInt8](repeating: 0, count: dataCount))
    }

    @Test func `the layout is the format's, to the byte`() {
        let written = SafetensorsFile([
            NamedTensor("b", shape: [2], FrozenArray<Float>([1, -2])),
            NamedTensor("a", shape: [1, 3], FrozenArray<UInt8>([7, 8, 9])),
        ])
        let json =
            #"{"a":{"dtype":"U8","shape":[1,3],"data_offsets":[8,11]},"#
            + #""b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
        // 109 characters and the length word fill 117 bytes; padded to 128, so the length word says 120.
        #expect(json.utf8.count == 109)
        let expected: [UInt8] =
            [120, 0, 0, 0, 0, 0, 0, 0] + Array(json.utf8) + [UInt8](repeating: 0x20, count: 11)
            + [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0] + [7, 8, 9]
        #expect(bytes(written) == expected)
        #expect(written.byteCount == expected.count)
    }

    @Test(arguments: [1, 3, 64, 1000]) func `pieces of any size make the same file`(piece: Int) {
        let written = SafetensorsFile([
            NamedTensor("x", shape: [40], FrozenArray<Int32>(Array(0..<40))),
            NamedTensor("y", shape: [0], FrozenArray<Int64>([])),
        ])
        #expect(bytes(written, piece: piece) == bytes(written))
    }

    @Test func `the order given does not matter`() {
        let one = NamedTensor("one", shape: [3], FrozenArray<Float>([1, 2, 3]))
        let two = NamedTensor("two", shape: [3], FrozenArray<Double>([1, 2, 3]))
        #expect(bytes(SafetensorsFile([one, two])) == bytes(SafetensorsFile([two, one])))
    }

    @Test func `what was written is read, whatever the types and sizes`() throws {
        let file = SafetensorsFile([
            NamedTensor("bytes", shape: [5], FrozenArray<UInt8>([1, 2, 3, 4, 5])),
            NamedTensor("small", shape: [1], FrozenArray<Int8>([-1])),
            NamedTensor("empty", shape: [0, 4], FrozenArray<Float>([])),
            NamedTensor("scalar", shape: [], FrozenArray<Double>([0.1])),
            NamedTensor("long", shape: [3], FrozenArray<Int64>([.min, 0, .max])),
            NamedTensor("factors", shape: [4, 4], FrozenArray<Float>((0..<16).map(Float.init))),
            NamedTensor("odd", shape: [3], FrozenArray<Int32>([1, -1, .max])),
        ])
        let archive = try SafetensorsFile.read(FrozenArray(bytes(file)))
        #expect(archive.names == ["bytes", "empty", "factors", "long", "odd", "scalar", "small"])
        #expect(try Array(archive.tensor("long", shape: [3], as: Int64.self)) == [.min, 0, .max])
        #expect(try Array(archive.tensor("factors", shape: [nil, 4], as: Float.self)) == (0..<16).map(Float.init))
        #expect(try archive.tensor("scalar", shape: [], as: Double.self)[0] == 0.1)
        #expect(try archive.tensor("empty", shape: [0, 4], as: Float.self).isEmpty)
        #expect(try Array(archive.tensor("odd", shape: [nil], as: Int32.self)) == [1, -1, .max])
    }

    @Test func `data and every tensor of whole cache lines begin on one`() throws {
        let file = SafetensorsFile([
            NamedTensor("a", shape: [3], FrozenArray<UInt8>([1, 2, 3])),
            NamedTensor("factors", shape: [2, 16], FrozenArray<Float>([Float](repeating: 1, count: 32))),
            NamedTensor("z", shape: [16], FrozenArray<Int32>([Int32](repeating: 1, count: 16))),
        ])
        #expect(file.header.count % 64 == 0)
        #expect(file.tensors.map(\.name) == ["factors", "z", "a"])
    }

    @Test func `another type or shape than asked for is refused`() throws {
        let archive = TensorArchive([NamedTensor("x", shape: [2, 3], FrozenArray<Float>([1, 2, 3, 4, 5, 6]))])
        #expect(throws: ArtefactError.self) { try archive.tensor("y", shape: [2, 3], as: Float.self) }
        #expect(throws: ArtefactError.self) { try archive.tensor("x", shape: [2, 3], as: Int32.self) }
        #expect(throws: ArtefactError.self) { try archive.tensor("x", shape: [3, 2], as: Float.self) }
        #expect(throws: ArtefactError.self) { try archive.tensor("x", shape: [6], as: Float.self) }
    }

    @Test func `a file cut anywhere is refused`() throws {
        let whole = bytes(
            SafetensorsFile([
                NamedTensor("a", shape: [5], FrozenArray<UInt8>([1, 2, 3, 4, 5])),
                NamedTensor("b", shape: [3], FrozenArray<Int64>([1, 2, 3])),
            ]))
        for length in 0..<whole.count {
            #expect(throws: ArtefactError.self, "\(length) bytes") {
                try SafetensorsFile.read(FrozenArray(Array(whole[..<length])))
            }
        }
        #expect(throws: ArtefactError.self) { try SafetensorsFile.read(FrozenArray(whole + [0])) }
    }

    @Test func `no flipped bit of the header is fatal`() throws {
        let whole = bytes(SafetensorsFile([NamedTensor("ab", shape: [3], FrozenArray<Int64>([1, 2, 3]))]))
        for position in 0..<whole.count - 24 {
            for bit in 0..<8 {
                var damaged = whole
                damaged[position] ^= 1 << UInt8(bit)
                _ = try? SafetensorsFile.read(FrozenArray(damaged))  // an error or another name; never a trap
            }
        }
    }

    static let hostileHeaders: [(String, Int)] = [
        ("", 0), ("{", 0), ("[]", 0), ("null", 0), ("{\"a\":1}", 0), (#"{"a":{}}"#, 0),
        (String(repeating: "[", count: 100_000), 0),
        (#"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#, 4),
        (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4),
        (#"{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}"#, 4),
        (#"{"a":{"dtype":"F32","shape":[9223372036854775807],"data_offsets":[0,4]}}"#, 4),
        (#"{"a":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,0]}}"#, 0),
        (#"{"a":{"dtype":"F32","shape":[99999999999999999999999],"data_offsets":[0,4]}}"#, 4),
        (#"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, 4),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}"#, 8),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[]}}"#, 4),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, 4),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775807]}}"#, 4),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-9223372036854775808,9223372036854775807]}}"#, 4),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 8),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
            4
        ),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[3,7]}}"#,
            7
        ),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#,
            12
        ),
        (#"{"__metadata__":{"a":1},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 4),
    ]

    @Test(arguments: hostileHeaders) func `a hostile header is refused`(header: String, dataCount: Int) {
        #expect(throws: ArtefactError.self) {
            try SafetensorsFile.read(file(header: header, dataCount: dataCount))
        }
    }

    @Test(arguments: [UInt64.max, UInt64(Int64.max), 1 << 40, (1 << 20) + 1, 100] as [UInt64])
    func `a header longer than the file is refused`(length: UInt64) {
        #expect(throws: ArtefactError.self) {
            try SafetensorsFile.read(file(header: "{}", dataCount: 8, length: length))
        }
    }

    @Test func `an unaligned tensor is refused`() {
        let header = #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
        #expect((8 + header.utf8.count) % 4 != 0)
        #expect(throws: ArtefactError.self) { try SafetensorsFile.read(file(header: header, dataCount: 4)) }
        let padded = header + String(repeating: " ", count: 64 - (8 + header.utf8.count) % 64)
        #expect(throws: Never.self) { try SafetensorsFile.read(file(header: padded, dataCount: 4)) }
    }

    @Test func `metadata of others are passed over`() throws {
        let header = #"{"__metadata__":{"format":"pt"},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#
        #expect(try SafetensorsFile.read(file(header: header, dataCount: 1)).names == ["a"])
    }
}
