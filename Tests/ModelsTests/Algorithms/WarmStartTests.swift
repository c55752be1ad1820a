@testable import Models
import TestSupport
import Testing

/// Training that begins from an earlier model.
@Suite struct WarmStartTests {
    static let models = ["als", "blend", "svd", "svdpp", "nmf", "lightgcn", "hybrid"]

    /// Small, and without a way to end early.
    static let settings: [String: ModelSettings] = [
        "als": ["factors": .integer(8), "sweeps": .integer(12), "tolerance": .number(0)],
        "blend": ["als.factors": .integer(8), "als.sweeps": .integer(12), "als.tolerance": .number(0)],
        "svd": ["factors": .integer(8), "epochs": .integer(12), "decay": .number(0.8)],
        "svdpp": ["factors": .integer(8), "epochs": .integer(12), "decay": .number(0.8)],
        "nmf": ["factors": .integer(8), "epochs": .integer(12)],
        "lightgcn": [
            "factors": .integer(8), "layers": .integer(2), "epochs": .integer(12), "batch": .integer(512),
            "validation": .integer(0),
        ],
        "hybrid": ["factors": .integer(8), "epochs": .integer(12), "batch": .integer(512)],
    ]

    private func train(
        _ name: String, on data: TrainingSet, from start: WarmStart? = nil, with changes: ModelSettings = [:],
        workerCount: Int = 2, losses: LearningCurve = LearningCurve()
    ) async throws -> any Recommender {
        let plugin = try #require(PluginCatalogue.standard[name])
        let trainer = try plugin.makeTrainer((Self.settings[name] ?? [:]).merging(changes) { $1 })
        var options = TrainingOptions(workerCount: workerCount, start: start) { losses.append($0) }
        options.seed = start == nil ? 42 : 7
        return try await trainer.train(on: data, options: options)
    }

    private func start(_ model: any Recommender, trainedOn data: TrainingSet) -> WarmStart {
        WarmStart(version: "it/1", ModelArtefact(model, trainedOn: data, codeVersion: "test"))
    }

    private func bytes(_ model: any Recommender) -> [UInt8] { SafetensorsFile(model.tensors()).contents }

    @Test(arguments: models)
    func `from the same data the loss of a cold run comes in fewer steps`(name: String) async throws {
        let data = TrainingSet.randomLikes(users: 200, items: 60)
        let cold = LearningCurve(), warm = LearningCurve()
        let first = try await train(name, on: data, losses: cold)
        _ = try await train(name, on: data, from: start(first, trainedOn: data), losses: warm)
        let (coldLosses, warmLosses) = (cold.points.map(\.loss), warm.points.map(\.loss))
        let goal = try #require(coldLosses.last) * 1.01
        let coldSteps = try #require(coldLosses.firstIndex { $0 <= goal })
        let warmSteps = try #require(warmLosses.firstIndex { $0 <= goal })
        #expect(warmSteps < coldSteps, "\(warmLosses) after \(coldLosses)")
    }

    @Test(arguments: models)
    func `the same start makes the same bytes for any number of workers`(name: String) async throws {
        let data = TrainingSet.randomLikes(users: 700, items: 150)
        let some = TrainingSet.randomLikes(users: 700, items: 150, keeping: 500)
        let changes: ModelSettings = name == "blend" ? ["als.sweeps": .integer(2)] : ["epochs": .integer(2)]
        let short = name == "als" ? ["sweeps": .integer(2)] : changes
        let earlier = start(try await train(name, on: some, with: short), trainedOn: some)
        let alone = try await train(name, on: data, from: earlier, with: short, workerCount: 1)
        for count in [2, 3, 7] {
            let together = try await train(name, on: data, from: earlier, with: short, workerCount: count)
            #expect(bytes(together) == bytes(alone), "\(count) workers")
        }
        #expect(alone.descriptor.startedFrom == "it/1")
        #expect(bytes(try await train(name, on: data, with: short)) != bytes(alone))
    }

    @Test(arguments: models)
    func `a start read from an artefact is as good as one in memory, and the card keeps it`(name: String) async throws {
        let data = TrainingSet.randomLikes(users: 60, items: 30)
        let model = try await train(name, on: data)
        let memory = ModelArtefact(model, trainedOn: data, codeVersion: "test")
        let disk = try decoded(memory)
        let fromMemory = try await train(name, on: data, from: WarmStart(version: "it/1", memory))
        let fromDisk = try await train(name, on: data, from: WarmStart(version: "it/1", disk))
        #expect(bytes(fromMemory) == bytes(fromDisk))
        let read = try decoded(ModelArtefact(fromDisk, trainedOn: data, codeVersion: "test"))
        #expect(read.model.descriptor.startedFrom == "it/1")
    }

    private func decoded(_ artefact: ModelArtefact) throws -> ModelArtefact {
        let encoded = artefact.encoded()
        return try ModelArtefact.decode(
            manifest: encoded.manifest, tensors: FrozenArray(encoded.tensors.contents), catalogue: .standard)
    }

    @Test(arguments: models)
    func `a cancelled run keeps nothing`(name: String) async throws {
        let data = TrainingSet.randomLikes(users: 60, items: 30)
        let earlier = start(try await train(name, on: data), trainedOn: data)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await train(name, on: data, from: earlier)
        }
        await #expect(throws: TrainingError(.cancelled, "training was cancelled; nothing was kept")) {
            try await task.value
        }
    }
}

/// Whose vector goes to whom.
@Suite struct WarmStartRowsTests {
    /// The stars of ann, ben and cid for f, g and h, then of dan, who comes later, and for k, who came later; in any order.
    private func data(users: [String], items: [String]) -> TrainingSet {
        func stars(_ user: String, _ item: String) -> Float {
            let (u, i) = (user.utf8.first ?? 0, item.utf8.first ?? 0)
            return Float((Int(u) * 3 + Int(i) * 5 + Int(u) * Int(i)) % 5 + 1)
        }
        let rows = users.map { user in
            items.enumerated().map { (column: $0.offset, weight: stars(user, $0.element)) }
        }
        let ratings = InteractionMatrix(rows: rows, columnCount: items.count)
        return TrainingSet(
            users: UserVocabulary(users.map { UserID($0) }), items: ItemVocabulary(items.map { ItemID($0) }),
            positives: ratings, positiveTimes: FrozenArray([Int64](repeating: 0, count: ratings.entryCount)),
            seen: ratings, movies: items.map { Movie(id: ItemID($0), title: $0, genres: ["Genre \($0)"]) }, latest: 0,
            dataHash: "hand", ratings: ratings)
    }

    private var early: TrainingSet { data(users: ["ann", "ben", "cid"], items: ["f", "g", "h"]) }
    private var late: TrainingSet { data(users: ["dan", "cid", "ann"], items: ["k", "h", "f", "g"]) }

    private func train(_ name: String, _ settings: ModelSettings, from start: WarmStart? = nil, on data: TrainingSet)
        async throws -> any Recommender
    {
        let trainer = try #require(PluginCatalogue.standard[name]).makeTrainer(settings)
        return try await trainer.train(on: data, options: TrainingOptions(seed: 3, workerCount: 1, start: start))
    }

    private func start(_ model: any Recommender) -> WarmStart {
        WarmStart(version: "it/1", ModelArtefact(model, trainedOn: early, codeVersion: "test"))
    }

    @Test func `rows are found by id, and only those the model was trained with`() async throws {
        let model = try await train("als", ["factors": .integer(2)], on: early.training(on: 2))
        let rows = try SharedRows(start(model), late)
        #expect(rows.users == [-1, -1, 0])  // dan is new, cid had no row, ann had the first
        #expect(rows.items == [-1, 2, 0, 1])
        #expect(rows.hasMet(2, 3) && !rows.hasMet(2, 0) && !rows.hasMet(1, 1))
    }

    /// With steps too small to move anything, what was taken over is what comes out.
    @Test(arguments: ["svd", "svdpp"])
    func `a model of stars takes over vectors and biases by id`(name: String) async throws {
        let first = try #require(
            try await train(name, ["factors": .integer(4)], on: early) as? RatingFactorModel)
        let still: ModelSettings = ["factors": .integer(4), "epochs": .integer(1), "learningRate": .number(1e-6)]
        let second = try #require(
            try await train(name, still, from: start(first), on: late) as? RatingFactorModel)
        let (old, new) = (first.factors, second.factors)
        for (here, there) in [(1, 2), (2, 0), (3, 1)] {
            #expect(abs(new.itemBiases[here] - old.itemBiases[there]) < 1e-4)
            expectEqual(new.items, here, old.items, there)
            if let newSaid = new.implicit, let oldSaid = old.implicit { expectEqual(newSaid, here, oldSaid, there) }
        }
        // p_u of SVD++ is what is left of the row without |N|^−½ Σ y; cid's and ann's N has grown by k.
        for (here, there) in [(1, 2), (2, 0)] {
            let now = own(second, here), then = own(first, there)
            for factor in now.indices { #expect(abs(now[factor] - then[factor]) < 1e-4) }
        }
    }

    private func own(_ model: RatingFactorModel, _ user: Int) -> [Float] {
        let width = model.factors.factorCount + 1
        var row = Array(model.factors.viewers[user * width..<(user + 1) * width])
        guard let implicit = model.factors.implicit else { return row }
        let count = model.ratings.entryCount(ofRow: user)
        for film in 0..<count {
            implicit.withRow(film) { said in
                for factor in said.indices { row[factor] -= said[factor] / Float(count).squareRoot() }
            }
        }
        return row
    }

    @Test func `the graph's learned vectors are taken over by id`() async throws {
        let settings: ModelSettings = [
            "factors": .integer(4), "layers": .integer(2), "epochs": .integer(3), "validation": .integer(0),
        ]
        let first = try #require(try await train("lightgcn", settings, on: early) as? LightGCNModel)
        let still = settings.merging(["epochs": .integer(1), "learningRate": .number(1e-9)]) { $1 }
        let second = try #require(try await train("lightgcn", still, from: start(first), on: late) as? LightGCNModel)
        let (old, new) = (try #require(first.learned), try #require(second.learned))
        for (here, there) in [(1, 2), (2, 0), (3, 1)] { expectEqual(new.items, here, old.items, there) }
        for (here, there) in [(1, 2), (2, 0)] { expectEqual(new.users, here, old.users, there) }
    }

    @Test func `the hybrid's features are taken over by name, and a new film has its genre's`() async throws {
        let settings: ModelSettings = ["factors": .integer(4), "epochs": .integer(3), "loss": .text("logistic")]
        let first = try #require(try await train("hybrid", settings, on: early) as? HybridModel)
        let still = settings.merging(["epochs": .integer(1), "learningRate": .number(1e-9)]) { $1 }
        let second = try #require(try await train("hybrid", still, from: start(first), on: late) as? HybridModel)
        let (old, new) = (try #require(first.learned), try #require(second.learned))
        for name in ["film:f", "film:g", "film:h", "genre:Genre f"] {
            let here = try #require(new.names.number(of: FeatureName(name)))
            let there = try #require(old.names.number(of: FeatureName(name)))
            expectEqual(new.rows, here.index, old.rows, there.index)
        }
        for (here, there) in [(1, 2), (2, 0), (3, 1)] {
            expectEqual(second.serving.items, here, first.serving.items, there)
        }
    }

    /// Two halves that were learned to the end in other orders are the same model: one sweep changes nothing.
    @Test func `als goes on where it stood although every number has changed`() async throws {
        let settings: ModelSettings = ["factors": .integer(2), "sweeps": .integer(400), "tolerance": .integer(0)]
        let first = try #require(try await train("als", settings, on: early) as? ALSModel)
        let turned = data(users: ["cid", "ann", "ben"], items: ["h", "f", "g"])
        let once = settings.merging(["sweeps": .integer(1)]) { $1 }
        let second = try #require(try await train("als", once, from: start(first), on: turned) as? ALSModel)
        for (here, there) in [(0, 2), (1, 0), (2, 1)] {
            expectEqual(second.items, here, first.items, there)
            expectEqual(second.users, here, first.users, there)
        }
    }

    private func expectEqual(_ one: FactorMatrix, _ row: Int, _ other: FactorMatrix, _ otherRow: Int) {
        let (left, right) = (one.withRow(row) { Array($0) }, other.withRow(otherRow) { Array($0) })
        for (here, there) in zip(left, right) {
            #expect(abs(here - there) < 1e-4, "row \(row): \(left), not \(right)")
        }
    }

    @Test func `likes that the earlier model knew do not judge the new one`() async throws {
        let model = try await train("als", ["factors": .integer(2)], on: early)
        let rows = try SharedRows(start(model), late)
        // With 5 films a viewer can be asked; late has 4, so three more come.
        let more = data(users: ["dan", "cid", "ann"], items: ["k", "h", "f", "g", "l", "m", "n"])
        let wide = try SharedRows(start(model), more)
        let held = StoppingLikes(more.positives, share: 0.5, after: wide, seed: 1)
        #expect(held.users == [0, 1, 2] && held.withheld.allSatisfy { $0.count == 3 })
        #expect(held.withheld[1].allSatisfy { [0, 4, 5, 6].contains($0) })
        #expect(StoppingLikes(late.positives, share: 0.5, after: rows, seed: 1).isEmpty)
    }
}

/// What training cannot begin from.
@Suite struct WarmStartRefusalTests {
    private let data = TrainingSet.randomLikes(users: 30, items: 20)

    private func start(_ name: String, _ settings: ModelSettings = ["factors": .integer(4)]) async throws -> WarmStart {
        let trainer = try #require(PluginCatalogue.standard[name]).makeTrainer(settings)
        let model = try await trainer.train(on: data, options: TrainingOptions(workerCount: 1))
        return WarmStart(
            version: "\(name)/1", model: model, users: data.users, items: data.items, seen: data.seen)
    }

    private func refusal(
        of start: WarmStart, by name: String, _ settings: ModelSettings, on other: TrainingSet? = nil
    ) async throws -> String {
        let trainer = try #require(PluginCatalogue.standard[name]).makeTrainer(settings)
        let error = await #expect(throws: TrainingError.self) {
            try await trainer.train(on: other ?? data, options: TrainingOptions(workerCount: 1, start: start))
        }
        #expect(error?.code == .unsuitableStart)
        return error?.message ?? ""
    }

    @Test func `vectors of another length are refused with both lengths`() async throws {
        for name in ["als", "svd", "svdpp", "nmf", "lightgcn", "hybrid"] {
            let message = try await refusal(of: try await start(name), by: name, ["factors": .integer(8)])
            #expect(
                message == "training cannot begin from \(name)/1: its vectors have 4 numbers, and factors=8 is asked "
                    + "for; give factors=4")
        }
    }

    @Test func `another model is refused by its name`() async throws {
        let als = try await start("als")
        for name in ["svd", "nmf", "lightgcn", "hybrid", "blend"] {
            let message = try await refusal(of: als, by: name, [:])
            #expect(message == "training cannot begin from als/1: it is a model of als, and this trains \(name)")
        }
        let svd = try await start("svd")
        let message = try await refusal(of: svd, by: "svdpp", ["factors": .integer(4)])
        #expect(message.hasSuffix("it is a model of svd, and this trains svdpp"))
    }

    @Test func `biases must be wanted on both sides`() async throws {
        let message = try await refusal(
            of: try await start("nmf"), by: "nmf", ["factors": .integer(4), "biased": .flag(false)])
        #expect(message.hasSuffix("it was learned with biased=true, and biased=false is asked for"))
    }

    @Test func `data without a film in common are refused`() async throws {
        let others = TrainingSet(
            users: data.users, items: ItemVocabulary((0..<20).map { ItemID("x\($0)") }), positives: data.positives,
            positiveTimes: data.positiveTimes, seen: data.seen, movies: data.movies, latest: 0, dataHash: "x",
            ratings: data.ratings)
        let message = try await refusal(of: try await start("als"), by: "als", ["factors": .integer(4)], on: others)
        #expect(message.contains("knows none of these films"))
    }

    @Test func `a model that is not learned in steps has nothing to begin from`() async throws {
        let ease = try await start("ease", [:])
        let trainer = try #require(PluginCatalogue.standard["ease"]).makeTrainer([:])
        let error = #expect(throws: TrainingError.self) { try trainer.check(ease) }
        #expect(error?.message.contains("not learned in steps") == true)
    }
}
