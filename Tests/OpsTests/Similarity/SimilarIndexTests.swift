import Actors
import Foundation
import Logging
import Models
import Ops
import TestSupport
import Testing

/// Of an ALS model over 400 viewers and 300 films.
@Suite struct `An index of similar films` {
    private let folder: TemporaryFolder
    private let home: HomeFolder

    init() throws {
        folder = try TemporaryFolder()
        home = HomeFolder(folder.url.appending(path: "home"))
        try home.prepare()
    }

    private func publish(
        _ algorithm: String = "als", seed: UInt64 = 1
    ) async throws -> (version: ModelVersion, model: any Recommender) {
        let set = TrainingSet.randomLikes(users: 400, items: 300, seed: seed)
        let settings: ModelSettings = algorithm == "itemcf" ? [:] : ["\(prefix(algorithm))factors": .integer(16)]
        let plugin = try #require(PluginCatalogue.standard[algorithm])
        let model = try await plugin.makeTrainer(settings).train(on: set, options: TrainingOptions(workerCount: 1))
        let artefact = ModelArtefact(model, trainedOn: set, codeVersion: "test")
        return (try ArtefactStore(folder: home.models).publish(artefact.encoded(), name: algorithm), model)
    }

    private func prefix(_ algorithm: String) -> String { algorithm == "blend" ? "als." : "" }

    private var output: URL { folder.url.appending(path: "index") }

    #if FAISS
        private func exact(_ model: any FindsSimilarItems, _ item: Int, count: Int) -> [ScoredItem] {
            var scratch = RankingScratch()
            var slate: [ScoredItem] = []
            model.findSimilar(
                to: ItemNumber(item), count: count, eligible: ItemMask(count: model.itemCount), scratch: &scratch,
                into: &slate)
            return slate
        }

        @Test func `flat answers what the model answers: same order, same scores`() async throws {
            let model = try #require(try await publish().model as? ALSModel)
            let similarity = IndexedSimilarity(try SimilarIndexKind.flat.index(over: model.directions), exact: model)
            #expect(similarity.recall == 1)
            var scratch = RankingScratch()
            var slate: [ScoredItem] = []
            for item in 0..<model.itemCount {
                let truth = exact(model, item, count: 20)
                similarity.findSimilar(
                    to: ItemNumber(item), count: 20, eligible: ItemMask(count: model.itemCount), scratch: &scratch,
                    into: &slate)
                #expect(slate.map(\.item) == truth.map(\.item))
                #expect(zip(slate, truth).allSatisfy { abs($0.score - $1.score) < 1e-5 })
            }
        }

        @Test func `hnsw finds nearly all, from many threads at once, and the same vectors give the same bytes`()
            async throws
        {
            let model = try #require(try await publish().model as? ALSModel)
            let index = try SimilarIndexKind.hnsw.index(over: model.directions)
            let recall = try #require(IndexedSimilarity(index, exact: model).recall)
            #expect(recall > 0.95, "random likes have no structure, and 300 films are few")
            #expect(
                try Array(index.fileBytes())
                    == Array(try SimilarIndexKind.hnsw.index(over: model.directions).fileBytes()))
            let alone = answers(of: index)
            await withTaskGroup(of: [[ScoredItem]].self) { group in
                for _ in 0..<4 { group.addTask { answers(of: index) } }
                for await found in group { #expect(found == alone) }
            }
        }

        private func answers(of index: any SimilarItemIndex) -> [[ScoredItem]] {
            (0..<index.itemCount).map { item in
                var slate: [ScoredItem] = []
                return index.findNearest(to: ItemNumber(item), count: 11, into: &slate) ? slate : []
            }
        }

        @Test func `a film that nobody liked is like none`() throws {
            let directions = FactorMatrix(FrozenArray([1, 0, 0, 0, 0.6, 0.8]), rowCount: 3, factorCount: 2)
            for kind in SimilarIndexKind.allCases {
                let index = try kind.index(over: directions)
                var slate: [ScoredItem] = []
                #expect(index.findNearest(to: ItemNumber(1), count: 3, into: &slate) && slate.isEmpty)
                #expect(index.findNearest(to: ItemNumber(0), count: 2, into: &slate))
                #expect(slate == [.init(item: ItemNumber(0), score: 1), .init(item: ItemNumber(2), score: 0.6)])
                #expect(index.findNearest(to: ItemNumber(0), count: 9, into: &slate) && slate.count == 3)
            }
        }

        @Test(
            .enabled(
                if: Python.has("faiss"), "python3 with the package faiss-cpu was not found: its reading is not tried"),
            arguments: SimilarIndexKind.allCases)
        func `Python's faiss opens the file and agrees`(_ kind: SimilarIndexKind) async throws {
            let (version, anyModel) = try await publish()
            let model = try #require(anyModel as? ALSModel)
            let report = try ModelExport(home: home)
                .run(version: version.version, formats: [.faiss], indexKind: kind, to: output)
            #expect(report.files == ["users.csv", "items.csv", "items.faiss"] && report.index?.kind == kind)
            let script = """
                import csv, faiss, json, sys
                index = faiss.read_index(sys.argv[1] + "/items.faiss")
                ids = [row["movie_id"] for row in csv.DictReader(open(sys.argv[1] + "/items.csv"))]
                assert index.ntotal == len(ids) and index.metric_type == faiss.METRIC_INNER_PRODUCT
                vectors = index.reconstruct_n(0, index.ntotal)
                scores, rows = index.search(vectors, 11)
                print(json.dumps({"type": type(index).__name__, "scores": scores.tolist(),
                                  "films": [[ids[row] for row in line] for line in rows]}))
                """
            struct Found: Decodable {
                var type: String
                var scores: [[Float]]
                var films: [[String]]
            }
            let found = try JSONDecoder().decode(Found.self, from: Data(try Python.run(script, output.path).utf8))
            #expect(found.type == (kind == .flat ? "IndexFlatIP" : "IndexHNSWFlat"))
            var (same, all) = (0, 0)
            for (item, films) in found.films.enumerated() {
                let others = zip(films, found.scores[item]).filter { $0.0 != "i\(item)" }.prefix(10)
                let truth = exact(model, item, count: 10)
                same += Set(others.map(\.0)).intersection(truth.map { "i\($0.item.index)" }).count
                all += truth.count
                if kind == .flat {
                    #expect(others.map(\.0) == truth.map { "i\($0.item.index)" })
                    #expect(zip(others, truth).allSatisfy { abs($0.1 - $1.score) < 1e-5 })
                }
            }
            let recall = Double(same) / Double(all)
            #expect(abs(recall - (report.index?.recallAt10 ?? 0)) < 0.01, "export.json tells what Python finds")
        }

        @Test func `it is made with each model that is loaded, and kept from a model without vectors`() async throws {
            let (first, _) = try await publish()
            let (second, _) = try await publish("blend", seed: 2)
            let (third, _) = try await publish("itemcf")
            let loader = ModelLoader(
                store: ArtefactStore(folder: home.models), maximumCount: 100, movies: { [] },
                indexing: SimilarIndexing(.hnsw, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
            for version in [first, second] {
                let similarity = try #require(try await loader.load(version).indexedSimilarity)
                #expect(similarity.index.name == "hnsw" && similarity.recall ?? 0 > 0.95)
            }
            #expect(try await loader.load(third).indexedSimilarity == nil)
        }

        @Test func `the option chooses it`() throws {
            func chosen(_ text: String?) throws -> SimilarIndexKind? {
                let flags = text.map { ["similar-index": $0] } ?? [:]
                return try ServerConfiguration(flags: flags, environment: [:]).similarIndex
            }
            #expect(try chosen(nil) == nil)
            #expect(try chosen("exact") == nil)
            #expect(try chosen("flat") == .flat)
            #expect(try chosen("hnsw") == .hnsw)
        }
    #else
        @Test func `a build without FAISS says how to get one, and writes nothing`() async throws {
            let (version, _) = try await publish()
            let error = try #require(throws: SimilarIndexError.self) {
                try ModelExport(home: home).run(version: version.version, formats: [.faiss], to: output)
            }
            #expect(error.message.contains("libfaiss-dev") && error.message.contains("--traits FAISS"))
            #expect(!FileManager.default.fileExists(atPath: output.path))
            let refusal = try #require(throws: ConfigurationError.self) {
                try ServerConfiguration(flags: ["similar-index": "hnsw"], environment: [:])
            }
            #expect(refusal.message.contains("--traits FAISS"))
        }
    #endif

    @Test func `a model without vectors has no index to export, whatever the build`() async throws {
        let (version, _) = try await publish("itemcf")
        #expect(throws: (any Error).self) {
            try ModelExport(home: home).run(version: version.version, formats: [.faiss], to: output)
        }
    }

    @Test func `another name than those there are is refused`() throws {
        let refusal = try #require(throws: ConfigurationError.self) {
            try ServerConfiguration(flags: ["similar-index": "ivf"], environment: [:])
        }
        #expect(refusal.message == "--similar-index takes exact, flat or hnsw, not 'ivf'")
    }
}
