@testable import Models
import TestSupport
import Testing

@Suite struct ModelArtefactTests {
    private let artefact: ModelArtefact
    private let manifest: [UInt8]
    private let tensors: [UInt8]

    init() async throws {
        let data = TrainingSet.fixture(
            likes: [[0, 2], [2], [1, 2]], disliked: [[1], [], []], days: [[1, 30], [20], [0, 3]], itemCount: 3)
        let trainer = try TrendingPlugin().makeTrainer(["halfLifeDays": .number(7)])
        let model = try await trainer.train(on: data, options: TrainingOptions(workerCount: 1))
        artefact = ModelArtefact(model, trainedOn: data, metrics: ["ndcg_at_10": 0.1], codeVersion: "1.0.0")
        let encoded = artefact.encoded()
        manifest = encoded.manifest
        tensors = encoded.tensors.contents
    }

    private func decode(
        manifest: [UInt8]? = nil, tensors: [UInt8]? = nil, verify: Bool = true
    ) throws(ArtefactError) -> ModelArtefact {
        try ModelArtefact.decode(
            manifest: manifest ?? self.manifest, tensors: FrozenArray(tensors ?? self.tensors), catalogue: .standard,
            verifyChecksum: verify)
    }

    @Test(arguments: [true, false]) func `what was written is read`(verify: Bool) throws {
        let read = try decode(verify: verify)
        #expect(read.model.descriptor == artefact.model.descriptor)
        #expect(read.users.ids == artefact.users.ids)
        #expect(read.items.ids == artefact.items.ids)
        #expect(read.items.number(of: "i2") == ItemNumber(2))
        #expect(read.seen == artefact.seen)
        #expect(read.popularity.scores == artefact.popularity.scores)
        #expect(read.features?.genres.ids == artefact.features?.genres.ids)
        #expect(read.features?.genreFlags == artefact.features?.genreFlags)
        #expect(read.features.map { Array($0.positiveCounts) } == [1, 1, 3].map { Int32($0) })
        #expect(read.features.map { Array($0.seenCounts) } == [1, 2, 3].map { Int32($0) })
        #expect(read.details == artefact.details)
        #expect((read.model as? PopularityModel)?.scores == (artefact.model as? PopularityModel)?.scores)
    }

    @Test func `the same artefact gives the same bytes, read or made`() throws {
        #expect(artefact.encoded().manifest == manifest)
        let again = try decode().encoded()
        #expect(again.manifest == manifest)
        #expect(again.tensors.contents == tensors)
    }

    @Test func `tensors cut anywhere are refused`() {
        for length in 0..<tensors.count {
            #expect(throws: ArtefactError.self) { try decode(tensors: Array(tensors[..<length]), verify: false) }
        }
        #expect(throws: ArtefactError.self) { try decode(tensors: tensors + [0], verify: false) }
    }

    @Test func `a manifest cut anywhere is refused`() {
        for length in 0..<manifest.count - 1 {
            #expect(throws: ArtefactError.self) { try decode(manifest: Array(manifest[..<length])) }
        }
    }

    @Test func `any flipped bit of the tensors is noticed when verified, and never fatal when not`() throws {
        for position in tensors.indices {
            var damaged = tensors
            damaged[position] ^= 1 << UInt8(position % 8)
            #expect(throws: ArtefactError.self) { try decode(tensors: damaged) }
            if let model = try? decode(tensors: damaged, verify: false).model {
                _ = model.recommend(for: Query(eligible: ItemMask(count: 3)), count: 3)
            }
        }
    }

    @Test func `any flipped bit of the manifest is noticed`() {
        for position in manifest.indices {
            var damaged = manifest
            damaged[position] ^= 1 << UInt8(position % 8)
            #expect(throws: ArtefactError.self) { try decode(manifest: damaged) }
        }
    }

    @Test func `another format is told by number`() throws {
        let text = String(decoding: manifest, as: UTF8.self).replacing("\"format\" : 1", with: "\"format\" : 2")
        let error = #expect(throws: ArtefactError.self) { try decode(manifest: Array(text.utf8)) }
        #expect(error?.code == .badManifest)
        #expect(error?.message.contains("format 2") == true)
    }

    @Test func `a plug-in that is not there is told by name`() {
        let error = #expect(throws: ArtefactError.self) {
            try ModelArtefact.decode(
                manifest: manifest, tensors: FrozenArray(tensors), catalogue: PluginCatalogue([PopularityPlugin()]))
        }
        #expect(error?.code == .unknownAlgorithm)
        #expect(error?.message.contains("trending") == true)
    }

    @Test func `a forged card cannot lead the plug-in astray`() throws {
        for (users, items) in [(-1, 3), (4, 3), (Int.max, 3), (3, 2), (3, Int.max), (3, -1)] {
            var forged = try ArtefactManifest(parsing: manifest)
            forged.descriptor.userCount = users
            forged.descriptor.itemCount = items
            #expect(throws: ArtefactError.self) { try decode(manifest: forged.encoded()) }
        }
        for header in [-1, 0, 7, tensors.count + 1, Int.max, Int.min] {
            var forged = try ArtefactManifest(parsing: manifest)
            forged.tensors.headerByteCount = header
            #expect(throws: ArtefactError.self) { try decode(manifest: forged.encoded()) }
        }
    }

    /// One flipped bit makes 1 infinite, and a fold-in of such a history would not be possible.
    @Test(arguments: [Float.infinity, .nan, -1]) func `a weight that cannot be learned from is refused`(weight: Float) {
        let seen = InteractionMatrix(rows: [[(0, 1), (1, weight)], [], []], columnCount: 3)
        let encoded = ModelArtefact(
            model: artefact.model, users: artefact.users, items: artefact.items, seen: seen,
            popularity: artefact.popularity, details: artefact.details
        ).encoded()
        let error = #expect(throws: ArtefactError.self) {
            try decode(manifest: encoded.manifest, tensors: encoded.tensors.contents, verify: false)
        }
        #expect(error?.code == .invalidModel)
    }

    @Test func `a fold-in prior below 0 is refused`() throws {
        var forged = try ArtefactManifest(parsing: manifest)
        forged.details.foldInPrior = -0.5
        let error = #expect(throws: ArtefactError.self) { try decode(manifest: forged.encoded()) }
        #expect(error?.code == .badManifest)
    }

    @Test func `a rule of likes below 0 is refused`() throws {
        var forged = try ArtefactManifest(parsing: manifest)
        forged.details.positives = PositiveRule()
        #expect(throws: Never.self) { try decode(manifest: forged.encoded()) }
        forged.details.positives?.fullWatchMinutes = 0
        let error = #expect(throws: ArtefactError.self) { try decode(manifest: forged.encoded()) }
        #expect(error?.code == .badManifest)
    }

    @Test func `viewers below the training threshold follow the trained ones`() throws {
        let users = UserVocabulary(artefact.users.ids + ["newcomer"])
        let seen = InteractionMatrix(
            rows: [[(0, 1)], [], [], [(1, 1), (2, 0)]], columnCount: 3)
        let wider = ModelArtefact(
            model: artefact.model, users: users, items: artefact.items, seen: seen, popularity: artefact.popularity,
            details: artefact.details)
        let encoded = wider.encoded()
        let read = try ModelArtefact.decode(
            manifest: encoded.manifest, tensors: FrozenArray(encoded.tensors.contents), catalogue: .standard)
        #expect(read.users.number(of: "newcomer") == UserNumber(3))
        #expect(read.model.descriptor.userCount == 3)
        #expect(read.seen.entryCount(ofRow: 3) == 2)
    }

    @Test func `a metric that is no number is left out`() {
        let details = ArtefactDetails(
            metrics: ["good": 1, "bad": .nan], positiveCount: 0, dataLatest: 0, codeVersion: "")
        #expect(details.metrics == ["good": 1])
    }
}
