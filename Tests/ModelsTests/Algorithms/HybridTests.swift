@testable import Models
import TestSupport
import Testing

@Suite struct HybridTests {
    /// Four viewers, five films of seven features, each of the weight 1 / √(features of the film); everything by formula.
    private func tables(_ instructionSet: InstructionSet = .detected) -> HybridTables {
        let features = [[0, 5], [1, 5], [2, 6], [3, 5, 6], [4]]
        let tables = HybridTables(
            userCount: 4,
            features: InteractionMatrix(
                rows: features.map { row in row.map { ($0, 1 / Float(row.count).squareRoot()) } }, columnCount: 7),
            settings: HybridSettings(factors: 3),
            options: TrainingOptions(workerCount: 2, instructionSet: instructionSet))
        for row in 0..<4 {
            let target = tables.users.pointer(toRow: row)
            for factor in 0..<3 { target[factor] = Float((row * 7 + factor * 5) % 11 - 5) / 10 }
            target[4] = Float(row * 3 % 7 - 3) / 10
        }
        for row in 0..<7 {
            let target = tables.features.pointer(toRow: row)
            for factor in 0..<3 { target[factor] = Float((row * 7 + factor * 5 + 3) % 11 - 5) / 10 }
            target[3] = Float((row * 3 + 1) % 7 - 3) / 10
        }
        return tables
    }

    private func scores(_ tables: HybridTables, user: Int) -> [Float] {
        (0..<5).map { item in
            let (left, right) = (tables.users.pointer(toRow: user), tables.items.pointer(toRow: item))
            return (0..<5).reduce(0) { $0 + left[$1] * right[$1] }
        }
    }

    private func expect(_ values: [Float], _ expected: [Float]) {
        for (value, wanted) in zip(values, expected) { #expect(abs(value - wanted) < 1e-6) }
    }

    private func row(_ block: DenseBlock, _ row: Int, _ columns: [Int]) -> [Float] {
        columns.map { block.pointer(toRow: row)[$0] }
    }

    /// numpy 2.4.6: q·p + b_u + b_i with p = X·e, b_i = X·b.
    @Test func `scores are sums over features and biases`() async throws {
        let tables = tables()
        try await tables.refresh()
        expect(scores(tables, user: 1), [-0.4949747, -0.0212132, -0.0353553, -0.2655811, 0.49])
    }

    /// numpy 2.4.6: gradients of Σ weight · score over five pairs, one step of AdaGrad at 0.05 from squares of 1.
    @Test(arguments: InstructionSet.available)
    func `a step is that of numpy`(instructionSet: InstructionSet) async throws {
        let tables = tables(instructionSet)
        try await tables.refresh()
        try await tables.step(
            [(0, 1, -0.5), (0, 3, 0.5), (2, 0, -0.25), (2, 4, 0.75), (0, 2, -1)].map {
                WeightedPair(user: Int32($0.0), item: Int32($0.1), weight: Float($0.2))
            })
        expect(row(tables.users, 0, [0, 1, 2, 3, 4]), [-0.4917776, -0.0174477, 0.5020576, 1, -0.2646447])
        expect(row(tables.users, 2, [0, 1, 2, 3, 4]), [-0.2158976, 0.3139891, -0.3141786, 1, 0.2776393])
        expect(row(tables.users, 1, [0, 1, 2, 3, 4]), [0.2, -0.4, 0.1, 1, 0])
        expect(row(tables.features, 5, [0, 1, 2, 3, 4]), [-0.003382, 0.5026479, -0.1010295, -0.0882553, 0])
        expect(row(tables.features, 3, [0, 1, 2, 3, 4]), [-0.2928571, 0.2, -0.4071429, -0.0138675, 0])
        expect(row(tables.features, 4, [0, 1, 2, 3, 4]), [0.407417, -0.2109756, 0.3109756, 0.27, 0])
        try await tables.refresh()
        expect(scores(tables, user: 0), [-0.5442233, -0.3099624, -0.3506351, -0.2937529, -0.0351945])
    }

    /// numpy 2.4.6.
    @Test func `losses and their slopes`() {
        let ranked = HybridDraws.ranked(0.7)
        expect([ranked.up, ranked.down, Float(ranked.loss)], [-0.3318122, 0.3318122, 0.403186])
        let judged = HybridDraws.judged(0.4, -1.2)
        expect([judged.up, judged.down, Float(judged.loss)], [-0.4013123, 0.2314752, 0.7762978])
        expect(
            [(1, 1_682), (3, 1_682), (10, 51), (50, 51)].map { HybridDraws.rankPull(draws: $0.0, itemCount: $0.1) },
            [7.4271441, 6.3279368, 1.6094379, 0])
    }

    @Test(arguments: [-3, -0.4, 0, 0.9, 2.5] as [Float]) func `slopes are differences of the loss`(margin: Float) {
        let step: Float = 1.0 / 64
        let ranked = HybridDraws.ranked(margin + step).loss - HybridDraws.ranked(margin - step).loss
        #expect(abs(Float(ranked) / (2 * step) - HybridDraws.ranked(margin).up) < 1e-4)
        let up = HybridDraws.judged(margin + step, 0.3).loss - HybridDraws.judged(margin - step, 0.3).loss
        #expect(abs(Float(up) / (2 * step) - HybridDraws.judged(margin, 0.3).up) < 1e-4)
        let down = HybridDraws.judged(0.3, margin + step).loss - HybridDraws.judged(0.3, margin - step).loss
        #expect(abs(Float(down) / (2 * step) - HybridDraws.judged(0.3, margin).down) < 1e-4)
    }

    /// Films 0…9 are comedies, 10…19 dramas; the last of each kind is liked by nobody.
    private let kinds = TrainingSet.fixture(
        likes: (0..<40).map { user in
            (0..<9).filter { ($0 + user) % 4 != 0 }.map { $0 + (user % 2) * 10 }
        }, itemCount: 20,
        movies: (0..<20).map {
            Movie(id: ItemID("i\($0)"), title: "Film \($0)", year: 1990, genres: [$0 < 10 ? "Comedy" : "Drama"])
        })

    @Test(arguments: HybridSettings.Loss.allCases)
    func `a film nobody has liked is placed by what is known of it`(loss: HybridSettings.Loss) async throws {
        let settings: ModelSettings = [
            "factors": .integer(8), "epochs": .integer(60), "batch": .integer(64), "loss": .text(loss.rawValue),
        ]
        let model = try await HybridPlugin().makeTrainer(settings)
            .train(on: kinds, options: TrainingOptions(workerCount: 2))
        let hybrid = try #require(model as? HybridModel)
        var scratch = RankingScratch()
        for user in 0..<2 {
            var folded = Query(subject: .folded, eligible: ItemMask(count: 20))
            hybrid.foldIn(
                [0, 1, 2].map { WeightedItem(item: ItemNumber($0 + user * 10)) }, scratch: &scratch,
                into: &folded.vector)
            for query in [Query(subject: .known(UserNumber(user)), eligible: ItemMask(count: 20)), folded] {
                let places = model.recommend(for: query, count: 20).map(\.item.index)
                let (own, foreign) = (user == 0 ? (9, 19) : (19, 9))
                #expect(places.firstIndex(of: own) ?? 99 < places.firstIndex(of: foreign) ?? 0, "viewer \(user)")
            }
        }
    }

    @Test func `the number of epochs can be chosen on held-out likes`() async throws {
        let settings: ModelSettings = [
            "factors": .integer(4), "epochs": .integer(5), "batch": .integer(64), "validation": .number(0.2),
        ]
        let model = try await HybridPlugin().makeTrainer(settings)
            .train(on: kinds, options: TrainingOptions(workerCount: 1))
        #expect(model.personalizes(Query(subject: .known(UserNumber(0)), eligible: ItemMask(count: 20))))
    }

    @Test func `what is known of a film makes a row of length 1`() {
        let movies = [
            Movie(id: "a", title: "A", year: 1994, genres: ["Drama", "War"], ageRating: "R"),
            Movie(id: "b", title: "B", genres: ["War"]), Movie(id: "c", title: "C"),
        ]
        let all = FilmFeatures(movies, liked: [true, false, false], settings: HybridSettings())
        #expect(all.names == ["film:a", "genre:Drama", "genre:War", "decade:1990", "rating:R"])
        #expect(
            all.matrix.withRow(0) { _, weights in Array(weights) }
                == [Float](repeating: 1 / Float(5).squareRoot(), count: 5))
        #expect(all.matrix.withRow(1) { items, _ in Array(items) } == [2] && all.matrix.entryCount(ofRow: 2) == 0)
        let none = FilmFeatures(movies, liked: [true, true, false], settings: HybridSettings(features: .none))
        #expect(none.names == ["film:a", "film:b"])
    }

    @Test func `a film needs to be known by something`() {
        #expect(throws: SettingError.self) {
            try HybridPlugin().makeTrainer(["identity": .flag(false), "features": .text("none")])
        }
    }
}
