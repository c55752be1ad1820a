import Actors
import Foundation
import Models
import Testing

/// The article “Recommending in a Swift program”, as it runs.
@Suite struct InProcessArticleTests {
    @Test func `it trains, asks, keeps, loads and serves`() async throws {
        let events = [
            Interaction(user: "anna", item: "50", kind: .rating, value: 5, timestamp: 1_700_000_000),
            Interaction(user: "anna", item: "172", kind: .rating, value: 4, timestamp: 1_700_000_100),
            Interaction(user: "ben", item: "50", kind: .rating, value: 4.5, timestamp: 1_700_000_200),
        ]
        let films = [
            Movie(id: "50", title: "Star Wars", year: 1977),
            Movie(id: "172", title: "The Empire Strikes Back", year: 1980),
        ]
        let data = Preprocessor(InteractionLog(events), movies: films, settings: .keepAll).trainingSet()
        #expect(data.userCount == 2 && data.itemCount == 2)

        let model = try await ALSTrainer(settings: ALSSettings(factors: 8))
            .trainModel(on: data, options: TrainingOptions(workerCount: 2))
        if let plugin = PluginCatalogue.standard["ease"] {
            let other = try await plugin.makeTrainer(["regularization": .number(50)])
                .train(on: data, options: TrainingOptions(workerCount: 2))
            #expect(other.descriptor.algorithm == "ease")
        }

        var places: [ItemID] = []
        if let ben = data.users.number(of: "ben") {
            var eligible = ItemMask(count: data.itemCount)
            data.seen.withRow(ben.index) { items, _ in eligible.exclude(columns: items) }
            for place in model.recommend(for: Query(subject: .known(ben), eligible: eligible), count: 10) {
                places.append(data.items.id(of: place.item))
            }
        }
        #expect(places == ["172"])

        if let starWars = data.items.number(of: "50") {
            var scratch = RankingScratch()
            var eligible = ItemMask(count: data.itemCount)
            eligible.exclude(starWars)
            var query = Query(history: [WeightedItem(item: starWars)], eligible: eligible)
            query.personalShare = PersonalShare.of(positiveCount: 1)
            query.prepareFolded(for: model, scratch: &scratch)
            let list = model.recommend(for: query, count: 10)
            #expect(list.count == 1 && list.first?.item == data.items.number(of: "172"))
        }

        let encoded = ModelArtefact(model, trainedOn: data, codeVersion: "1.0").encoded()
        let loaded = try ModelArtefact.decode(
            manifest: encoded.manifest, tensors: FrozenArray(encoded.tensors.contents), catalogue: .standard)
        #expect(loaded.model.descriptor == model.descriptor)

        let popularity = PopularityModel(counting: data)
        let snapshot = try ServingSnapshot(
            version: ModelVersion(name: "als", version: "1"), model: model, users: data.users, items: data.items,
            seen: data.seen, popularity: popularity,
            catalogue: Catalogue(items: data.items, movies: films, popularity: popularity.scores))
        let store = ModelStore(serving: snapshot)
        let service = RecommendationService(store: store, router: ShardRouter(shardCount: 2))
        let answer = try await service.recommend(
            RecommendationRequest(requestID: "1", user: "carla", count: 10, seeds: ["50"]))
        let titles = answer.items.map { answer.snapshot.catalogue[$0.item].title }
        #expect(titles == ["The Empire Strikes Back"])
    }

    @Test func `it judges`() async throws {
        // Even viewers like even films and odd viewers odd ones; each begins with another.
        let events = (0..<600).map { number in
            let (viewer, step) = (number % 30, number / 30)
            return Interaction(
                user: UserID("v\(viewer)"), item: ItemID("f\((viewer + 2 * step) % 40)"), kind: .rating, value: 5,
                timestamp: Int64(number * 3_600))
        }
        let films: [Movie] = []
        let split = Split(InteractionLog(events), movies: films, protocol: .globalTime)
        let training = TrainingOptions(workerCount: 2)
        let report = try await ModelComparison.run(
            split: split, options: .init(models: ["als", "ease"], selection: .init(training: training)))
        #expect(report.models.map(\.name) == ["popularity", "als", "ease"])
        #expect(report.text.contains("ease"))
    }

    /// But for what the article prints, and for how it names the package.
    @Test func `the article's code is the code above`() throws {
        let article = try lines(of: "../../../../Sources/Models/Models.docc/Recommending-in-a-Swift-program.md")
        let here = Set(try lines(of: ""))
        let blocks = article.split(separator: "```swift").dropFirst(2).map { $0.prefix { $0 != "```" } }
        let code = blocks.joined().filter { !$0.isEmpty && !$0.contains("print(") }
        #expect(code.count > 30)
        let missing = code.filter { !here.contains($0) }
        #expect(missing.isEmpty)
    }

    private func lines(of path: String) throws -> [String] {
        let file = URL(filePath: #filePath).appending(path: path).standardized
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
