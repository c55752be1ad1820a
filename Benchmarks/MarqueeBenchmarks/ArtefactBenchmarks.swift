import Foundation
import Models

/// How long a model takes to be encoded, written, checked and loaded by mapping.
///
///     MarqueeBenchmarks artefacts --users 6040 --items 3706 --factors 64 --likes 95
struct ArtefactBenchmarks {
    private let userCount: Int, itemCount: Int, factorCount: Int, likes: Int

    init(_ options: Options) {
        userCount = options.number("users", or: 6_040)
        itemCount = options.number("items", or: 3_706)
        factorCount = options.number("factors", or: 64)
        likes = options.number("likes", or: 95)
    }

    func run() throws {
        print(
            "\(Machine.description); \(userCount) users × \(itemCount) items, \(factorCount) factors, \(likes) likes each"
        )
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("marquee-artefact-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("tensors.safetensors")
        let manifest = try write(to: file)
        let megabytes = Double(try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0) / 1e6
        print(String(format: "tensors: %.1f MB", megabytes))
        for (name, verify) in [("verified in full", true), ("structure only", false)] {
            let took = try median {
                _ = try ModelArtefact.decode(
                    manifest: manifest, tensors: try mapped(file), catalogue: .standard, verifyChecksum: verify)
            }
            print(String(format: "load, %@: %.1f ms (%.0f MB/s)", name, took * 1e3, megabytes / took))
        }
    }

    /// Seconds, of five rounds.
    private func median(_ work: () throws -> Void) throws -> Double {
        let clock = ContinuousClock()
        return try (0..<5).map { _ in try clock.measure(work) / .seconds(1) }.sorted()[2]
    }

    private func write(to file: URL) throws -> [UInt8] {
        let artefact = try makeArtefact()
        let clock = ContinuousClock()
        let start = clock.now
        let encoded = artefact.encoded()
        print(String(format: "encode: %.1f ms", (clock.now - start) / .milliseconds(1)))
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        try encoded.tensors.forEachPiece { (piece: UnsafeRawBufferPointer) throws in
            try handle.write(contentsOf: Data(piece))
        }
        try handle.close()
        return encoded.manifest
    }

    private func mapped(_ file: URL) throws -> FrozenArray<UInt8> {
        let data = try Data(contentsOf: file, options: .alwaysMapped)
        return data.withUnsafeBytes { bytes in
            let storage = FrozenStorage(adopting: bytes) { _ in withExtendedLifetime(data) {} }
            return FrozenArray(storage: storage, byteOffset: 0, count: bytes.count)
        }
    }

    /// Random factors and histories in the shape that ALS saves.
    private func makeArtefact() throws -> ModelArtefact {
        var numbers = NormalNumbers(seed: 1)
        let pattern = numbers.vector(1 << 16)
        func factors(_ count: Int) -> FrozenArray<Float> {
            FrozenArray(count: count) { target in
                for place in target.indices { target[place] = pattern[place & (pattern.count - 1)] }
            }
        }
        let card = ModelDescriptor(
            algorithm: "als", settings: ["factors": .integer(factorCount)], userCount: userCount,
            itemCount: itemCount, dataHash: "random", seed: 1, instructionSet: InstructionSet.detected.rawValue)
        let popularity = PopularityModel((0..<itemCount).map { 1 / Double($0 + 1) }, descriptor: card)
        let tensors =
            [
                NamedTensor("user_factors", shape: [userCount, factorCount], factors(userCount * factorCount)),
                NamedTensor("item_factors", shape: [itemCount, factorCount], factors(itemCount * factorCount)),
                NamedTensor("item_gram", shape: [factorCount, factorCount], factors(factorCount * factorCount)),
            ] + popularity.tensors().map { $0.inSection("popularity") }
        return ModelArtefact(
            model: try ALSPlugin().load(TensorArchive(tensors), descriptor: card),
            users: UserVocabulary((0..<userCount).lazy.map { UserID("\($0 + 1)") }),
            items: ItemVocabulary((0..<itemCount).lazy.map { ItemID("\($0 + 1)") }), seen: try makeHistories(),
            popularity: popularity,
            details: ArtefactDetails(positiveCount: userCount * likes, dataLatest: 0, codeVersion: "benchmark"))
    }

    private func makeHistories() throws -> InteractionMatrix {
        let count = userCount * likes
        let step = max(1, itemCount / max(1, likes))
        let matrix = InteractionMatrix(
            rowCount: userCount, columnCount: itemCount,
            offsets: FrozenArray(count: userCount + 1) { target in
                for row in target.indices { target[row] = Int64(row * likes) }
            },
            columns: FrozenArray(count: count) { target in
                for place in target.indices { target[place] = Int32(place % likes * step) }
            },
            weights: FrozenArray(count: count) { $0.update(repeating: 1) })
        guard let matrix else { throw CocoaError(.formatting) }
        return matrix
    }
}
