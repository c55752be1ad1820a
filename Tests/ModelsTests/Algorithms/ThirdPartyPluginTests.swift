import Models
import TestSupport
import Testing

/// A model from outside: everybody is given the newest films. Registered, trained, saved, loaded and served without a
/// change to the package.
@Suite struct ThirdPartyPluginTests {
    private let data = TrainingSet.fixture(
        likes: [[0], [1, 2]], itemCount: 4,
        movies: [(0, 1990), (1, 2005), (2, 1977), (3, 2005)].map { number, year in
            Movie(id: ItemID("i\(number)"), title: "Film \(number)", year: year)
        })

    @Test func `it is listed beside the others`() {
        var catalogue = PluginCatalogue.standard
        let before = catalogue.names
        catalogue.register(NewestPlugin())
        #expect(catalogue.names == (before + ["newest"]).sorted())
    }

    @Test func `it is trained, saved, loaded and served`() async throws {
        var catalogue = PluginCatalogue.standard
        catalogue.register(NewestPlugin())
        let plugin = try #require(catalogue["newest"])
        let model = try await plugin.makeTrainer(["unknownYear": .integer(1980)])
            .train(on: data, options: TrainingOptions(workerCount: 2))
        let encoded = ModelArtefact(model, trainedOn: data, codeVersion: "test").encoded()
        let loaded = try ModelArtefact.decode(
            manifest: encoded.manifest, tensors: FrozenArray(encoded.tensors.contents), catalogue: catalogue)
        #expect(loaded.model is NewestModel)
        let slate = loaded.model.recommend(for: Query(eligible: ItemMask(count: 4)), count: 3)
        #expect(slate.map(\.item.index) == [1, 3, 0])
    }

    @Test(arguments: RecommenderContract.Clause.allCases)
    func `it honours the contract`(clause: RecommenderContract.Clause) async throws {
        let contract = try await RecommenderContract(of: NewestPlugin())
        let violation = try await contract.violation(of: clause)
        #expect(violation == nil)
    }

    @Test func `it cannot be the base of a blend, because it does not score all items`() async throws {
        let blend = BlendPlugin(bases: [NewestPlugin()])
        let trainer = try blend.makeTrainer(["newest.unknownYear": .integer(1950)])
        let error = await #expect(throws: TrainingError.self) {
            try await trainer.train(on: data, options: TrainingOptions(workerCount: 1))
        }
        #expect(error?.code == .unsuitableModel)
    }
}

private struct NewestPlugin: ModelPlugin {
    var name: String { "newest" }
    var summary: String { "the newest films" }
    var settings: [SettingDescription] {
        [SettingDescription("unknownYear", default: .integer(1900), "the year of films without one, 1800…2100")]
    }

    func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let reader = try SettingReader(algorithm: name, descriptions: self.settings, given: settings)
        return NewestTrainer(
            unknownYear: try reader.integer("unknownYear", in: 1800...2100), settings: reader.resolved)
    }

    func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        let years = try tensors.tensor("years", shape: [descriptor.itemCount], as: Int32.self)
        return NewestModel(descriptor: descriptor, years: years)
    }
}

private struct NewestTrainer: Trainer {
    var unknownYear: Int
    var settings: ModelSettings

    func train(on trainingSet: TrainingSet, options: TrainingOptions) async throws(TrainingError) -> any Recommender {
        let card = ModelDescriptor(
            algorithm: "newest", settings: settings, userCount: trainingSet.trainedUserCount,
            itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash, seed: options.seed,
            instructionSet: options.instructionSet.rawValue)
        let years = trainingSet.movies.map { Int32($0.year ?? unknownYear) }
        return NewestModel(descriptor: card, years: FrozenArray(years))
    }
}

private struct NewestModel: Recommender {
    let descriptor: ModelDescriptor
    let years: FrozenArray<Int32>

    var itemCount: Int { years.count }
    var needsHistory: Bool { false }

    func personalizes(_ query: borrowing Query) -> Bool { false }

    func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        slate.removeAll(keepingCapacity: true)
        for (number, year) in years.enumerated() where query.eligible.contains(ItemNumber(number)) {
            slate.append(ScoredItem(item: ItemNumber(number), score: Float(year)))
        }
        slate.sort { $0.precedes($1) }
        slate.removeLast(max(0, slate.count - count))
    }

    func tensors() -> [NamedTensor] { [NamedTensor("years", shape: [itemCount], years)] }
}
