import Actors
import Foundation
import Models
import Ops
import Testing

@Suite struct `A training run` {
    private let folder: TemporaryFolder
    private let home: HomeFolder

    init() throws {
        folder = try TemporaryFolder()
        home = HomeFolder(folder.url.appending(path: "home"))
        try home.prepare()
    }

    private var store: ArtefactStore { ArtefactStore(folder: home.models) }

    /// ALS, small and at once, unless it is to be judged.
    private func settings(evaluates: Bool = false, workers: Int = 1) -> TrainingRunSettings {
        var settings = TrainingRunSettings()
        settings.model = "als"
        settings.given = ["factors": .integer(8), "sweeps": .integer(3)]
        settings.evaluates = evaluates
        settings.workerCount = workers
        return settings
    }

    private func importViewers() throws {
        let database = try EventDatabase(home: home.url)
        _ = try Importer(into: database).store(DemoDataSet.generate(viewerCount: 150), named: "viewers")
    }

    @Test func `the same data, seed and settings give the same bytes, whatever the workers`() async throws {
        try importViewers()
        var manifests: [ArtefactManifest] = []
        for workers in [1, 3] {
            let outcome = try await TrainingRun(home: home, settings: settings(workers: workers)).run()
            #expect(outcome.isActive && outcome.report == nil)
            let stored = try #require(store.versions().first { $0.version == outcome.version })
            manifests.append(try #require(stored.manifest))
        }
        #expect(manifests[0] == manifests[1])
        #expect(manifests[0].details.golden.count == 8)
        #expect(manifests[0].details.lastEventSequence != nil)
    }

    @Test func `a blend that is no better than its part is refused with the figures, unless nobody asks`() async throws
    {
        try importViewers()
        var settings = settings(evaluates: true)
        settings.model = "weighted"
        settings.given = ["parts": .text("als"), "als.factors": .integer(8), "als.sweeps": .integer(3)]
        let error = await #expect(throws: TrainingRunError.self) {
            try await TrainingRun(home: home, settings: settings).run()
        }
        #expect(error?.message.contains("weighted is not better than its best part on validation, NDCG@10 0.") == true)
        #expect(store.versions().isEmpty)
        settings.evaluates = false
        #expect(try await TrainingRun(home: home, settings: settings).run().isActive)
    }

    @Test func `a run begins from the version that serves, and every record names it`() async throws {
        try importViewers()
        let first = try await TrainingRun(home: home, settings: settings()).run()
        var again = settings()
        again.warmStart = "active"
        let second = try await TrainingRun(home: home, settings: again).run()
        #expect(first.descriptor.startedFrom == nil)
        #expect(second.descriptor.startedFrom == "\(first.version)")
        let registry = ModelRegistry(try OperationsDatabase(home: home.url))
        #expect(try registry.version(second.version)?.lineage.startedFrom == "\(first.version)")
        #expect(try home.artefacts.open(second.version).model.descriptor == second.descriptor)
        again.warmStart = first.version.version
        #expect(try await TrainingRun(home: home, settings: again).run().descriptor == second.descriptor)
    }

    @Test func `what a run cannot begin from is told before anything is trained`() async throws {
        try importViewers()
        var wrong = settings()
        for (wanted, words) in [("active", "no model serves"), ("als/none", "there is no version 'als/none'")] {
            wrong.warmStart = wanted
            let error = await #expect(throws: TrainingRunError.self) {
                try await TrainingRun(home: home, settings: wrong).run()
            }
            #expect(error?.message.contains(words) == true)
        }
        _ = try await TrainingRun(home: home, settings: settings()).run()
        wrong.warmStart = "active"
        wrong.given["factors"] = .integer(16)
        let error = await #expect(throws: TrainingError.self) {
            try await TrainingRun(home: home, settings: wrong).run()
        }
        #expect(error?.message.contains("have 8 numbers, and factors=16") == true)
        #expect(store.versions().count == 1)
    }

    @Test func `what counted as a like goes with the model, and is what it serves by`() async throws {
        try importViewers()
        var settings = settings()
        settings.preprocessing.positives = PositiveRule(minimumRating: 3)
        let outcome = try await TrainingRun(home: home, settings: settings).run()
        let served = try await ModelLoader(store: store, maximumCount: 10, movies: { [] }).load(outcome.version)
        #expect(served.settings.positives == PositiveRule(minimumRating: 3))
    }

    @Test func `a judged run says what it is worth, and its figures go with the artefact`() async throws {
        try importViewers()
        let outcome = try await TrainingRun(home: home, settings: settings(evaluates: true)).run()
        let report = try #require(outcome.report)
        #expect(report.models.map(\.name) == ["popularity", "als"])
        let page = try String(contentsOf: #require(outcome.reportFile), encoding: .utf8)
        #expect(page.contains("\(outcome.version)"))
        let manifest = try #require(store.versions().first?.manifest)
        let warm = try #require(report[model: "als"]?.warm)
        #expect(manifest.details.metrics["ndcg_at_10"] == warm.metrics[.discountedGain(10)]?.mean)
        #expect(manifest.details.metrics["coverage_at_100"] == warm.coverage)
        // Fitted on everything, not on the part it was judged by.
        let everything = Preprocessor(try EventDatabase(home: home.url).load().log, movies: []).trainingSet()
        #expect(manifest.details.positiveCount == everything.positives.entryCount)
    }

    @Test func `a run is tracked, and its version registered with where it came from`() async throws {
        try importViewers()
        let first = try await TrainingRun(home: home, settings: settings()).run()
        let second = try await TrainingRun(home: home, settings: settings()).run()
        let operations = try OperationsDatabase(home: home.url)
        let registry = ModelRegistry(operations)
        let registered = try #require(try registry.version(second.version))
        #expect(registered.stage == .production && registered.aliases == [.champion])
        #expect(registered.lineage.parent == first.version && registered.lineage.runID == second.runID)
        #expect(registered.lineage.dataHash == second.descriptor.dataHash)
        #expect(registered.lineage.settings == second.descriptor.settings)
        #expect(try registry.version(first.version)?.stage == .archived)

        let run = try #require(try SQLiteTracker(operations).run(second.runID))
        #expect(run.run.status == .finished && run.run.versions == [second.version])
        #expect(run.parameters["factors"] == "8" && run.parameters["seed"] == "42")
        #expect(run.artefacts.keys.sorted() == ["model/manifest.json", "model/tensors.safetensors"])
    }

    @Test func `a run that ends badly is tracked so`() async throws {
        await #expect(throws: TrainingRunError.self) {
            try await TrainingRun(home: home, settings: settings()).run()
        }
        let runs = try SQLiteTracker(try OperationsDatabase(home: home.url)).runs(limit: 10)
        #expect(runs.map(\.status) == [.failed])
    }

    @Test func `nothing to train on is told, and leaves nothing`() async throws {
        let error = await #expect(throws: TrainingRunError.self) {
            try await TrainingRun(home: home, settings: settings()).run()
        }
        #expect(error?.message.contains("marquee import") == true)
        #expect(store.versions().isEmpty)
    }

    @Test func `an unknown model is told by name`() async throws {
        var settings = settings()
        settings.model = "tarot"
        let error = await #expect(throws: TrainingRunError.self) {
            try await TrainingRun(home: home, settings: settings).run()
        }
        #expect(error?.message.contains("'tarot'") == true)
    }

    @Test func `a cancelled run publishes nothing`() async throws {
        try importViewers()
        let run = TrainingRun(home: home, settings: settings()) { step in
            if case .fitting = step { withUnsafeCurrentTask { $0?.cancel() } }
        }
        let task = Task { try await run.run() }
        let error = await #expect(throws: TrainingError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        #expect(store.versions().isEmpty)
        #expect(try ActivationRecord.read(from: home.models) == nil)
        let runs = try SQLiteTracker(try OperationsDatabase(home: home.url)).runs(limit: 10)
        #expect(runs.map(\.status) == [.killed])
    }
}
