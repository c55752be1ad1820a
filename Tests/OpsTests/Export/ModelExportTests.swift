import Actors
import Foundation
import Models
import Ops
import TestSupport
import Testing

@Suite struct `An export` {
    private let folder: TemporaryFolder
    private let home: HomeFolder

    init() throws {
        folder = try TemporaryFolder()
        home = HomeFolder(folder.url.appending(path: "home"))
        try home.prepare()
    }

    private var output: URL { folder.url.appending(path: "vectors") }

    private func publish(_ algorithm: String) async throws -> (version: ModelVersion, artefact: ModelArtefact) {
        var events: [Interaction] = []
        for user in 0..<12 {
            for item in 0..<8 where (user + item) % 3 != 0 {
                events.append(
                    Interaction(
                        user: UserID("viewer \(user), \"é\""), item: ItemID("i\(item)"), kind: .rating, value: 5,
                        timestamp: Int64(user * 100 + item)))
            }
        }
        let log = InteractionLog(events)
        let set = Split(log, protocol: .globalTime, settings: .keepAll).refit
        let settings: ModelSettings = algorithm == "als" ? ["factors": .integer(4)] : [:]
        let plugin = try #require(PluginCatalogue.standard[algorithm])
        let model = try await plugin.makeTrainer(settings)
            .train(on: set, options: TrainingOptions(workerCount: 1))
        let artefact = ModelArtefact(model, trainedOn: set, codeVersion: "test")
        let version = try ArtefactStore(folder: home.models).publish(artefact.encoded(), name: algorithm)
        return (version, artefact)
    }

    private func lines(_ file: String) throws -> [String] {
        try String(contentsOf: output.appending(path: file), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func `the vectors are the model's, under the ids of their rows`() async throws {
        let (version, artefact) = try await publish("als")
        let model = try #require(artefact.model as? ALSModel)
        let report = try ModelExport(home: home).run(version: version.version, to: output)
        #expect(report.version == version.version && report.factors == 4 && report.items == artefact.items.count)
        for file in report.files + ["export.json"] {
            #expect(FileManager.default.fileExists(atPath: output.appending(path: file).path), "\(file)")
        }
        let items = try lines("item_factors.csv")
        #expect(items[0] == "movie_id,f0,f1,f2,f3" && items.count == artefact.items.count + 2)
        for (row, line) in items.dropFirst().dropLast().enumerated() {
            let fields = line.split(separator: ",")
            #expect(fields[0] == artefact.items.ids[row].rawValue)
            #expect(fields.dropFirst().map { Float($0) } == (0..<4).map { model.itemFactors[row * 4 + $0] })
        }
        #expect(try lines("users.csv")[1].contains(#","viewer "#), "an id with commas and quotes is quoted")
        let bytes = try Data(contentsOf: output.appending(path: "factors.safetensors"))
        let archive = try SafetensorsFile.read(FrozenArray(Array(bytes)))
        let users = try archive.tensor("user_factors", shape: [report.users, 4], as: Float.self)
        #expect(Array(users) == Array(model.userFactors))
    }

    @Test(
        .enabled(if: Python.has("numpy"), "python3 with the package numpy was not found: numpy's reading is not tried"))
    func `numpy reads the npz file: same numbers, same ids`() async throws {
        let (version, artefact) = try await publish("als")
        let model = try #require(artefact.model as? ALSModel)
        _ = try ModelExport(home: home).run(version: version.version, formats: [.npz], to: output)
        let script = """
            import sys, json, zipfile, numpy
            assert zipfile.ZipFile(sys.argv[1]).testzip() is None
            file = numpy.load(sys.argv[1], allow_pickle=False)
            print(json.dumps({name: file[name].tolist() for name in file.files}))
            """
        let printed = try Python.run(script, output.appending(path: "factors.npz").path)
        let read = try #require(try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? [String: [Any]])
        #expect(read["user_ids"] as? [String] == artefact.users.ids.prefix(model.userCount).map(\.rawValue))
        #expect(read["item_ids"] as? [String] == artefact.items.ids.map(\.rawValue))
        let items = try #require(read["item_factors"] as? [[Double]])
        #expect(items.flatMap { $0 }.map(Float.init) == Array(model.itemFactors))
        let users = try #require(read["user_factors"] as? [[Double]])
        #expect(users.flatMap { $0 }.map(Float.init) == Array(model.userFactors))
    }

    @Test func `the same version gives the same bytes, and what was not asked for is not written`() async throws {
        let (version, _) = try await publish("als")
        let export = ModelExport(home: home)
        _ = try export.run(version: version.version, formats: [.npz], to: output)
        let file = output.appending(path: "factors.npz")
        let first = try Data(contentsOf: file)
        _ = try export.run(version: version.version, formats: [.npz], to: output)
        #expect(try Data(contentsOf: file) == first)
        let names = try FileManager.default.contentsOfDirectory(atPath: output.path).sorted()
        #expect(names == ["export.json", "factors.npz", "items.csv", "users.csv"])
    }

    @Test(arguments: ["popularity", "itemcf"]) func `a model without vectors is refused`(_ name: String) async throws {
        let (version, _) = try await publish(name)
        let error = try #require(throws: ExportError.self) {
            try ModelExport(home: home).run(version: version.version, to: output)
        }
        #expect(error.code == .noFactors && error.message.contains("'\(name)' has no vectors"))
        #expect(!FileManager.default.fileExists(atPath: output.path))
    }

    @Test func `a version that is not there, and a home where nothing serves, are said`() throws {
        let export = ModelExport(home: home)
        #expect(throws: ExportError(.unknownVersion, "there is no version 'x'; `marquee models` lists those there are"))
        {
            try export.run(version: "x", to: output)
        }
        #expect(try #require(throws: ExportError.self) { try export.run(to: output) }.code == .noActiveModel)
    }
}
