import TestSupport
import Testing

@testable import Models

@Suite struct KNNTests {
    private func train(
        _ settings: ModelSettings, on data: TrainingSet, workerCount: Int = 2
    ) async throws -> any PredictsRatings & ScoresAllItems {
        let model = try await KNNPlugin().makeTrainer(settings).train(
            on: data, options: TrainingOptions(workerCount: workerCount))
        return try #require(model as? any PredictsRatings & ScoresAllItems)
    }

    private func settings(
        _ side: String, _ similarity: String, _ prediction: String
    ) -> ModelSettings {
        ["side": .text(side), "similarity": .text(similarity), "prediction": .text(prediction)]
    }

    /// The ratings of `RatingGoldenTests`, as a training set.
    private static let golden: TrainingSet = {
        let ratings = RatingGoldenTests.ratings
        let stars = (0..<ratings.rowCount).map { user in
            ratings.withRow(user) { items, stars in zip(items, stars).map { (item: Int($0), rating: $1) } }
        }
        return .fixture(likes: Array(repeating: [], count: 7), itemCount: 6, stars: stars)
    }()

    /// What was not rated: (0, 0), (0, 4), (1, 2), (2, 0), (2, 4), (3, 2), (4, 0), (4, 4), (5, 2), (6, 0), (6, 4).
    private static let unrated = (0..<7).flatMap { user in
        (0..<6).filter { (user * 2 + $0 * 3) % 4 == 0 }.map { (user: user, item: $0) }
    }

    /// scikit-surprise 1.1.5, `KNNBasic`, `KNNWithMeans`, `KNNWithZScore`, `KNNBaseline` with k=40 and its defaults (biases
    /// by ALS). Nil where it finds a prediction impossible and answers the mean of all; we answer the baseline there.
    static let surprise: [(side: String, similarity: String, prediction: String, stars: [Float?])] = [
        (
            "user", "msd", "basic",
            [1.57246, 1.25113, 1.0, 3.5648, 2.21663, 1.0, 3.92994, 2.01911, 1.0, 3.95541, 2.66242]
        ),
        (
            "item", "cosine", "means",
            [1.52588, 1.0, 1.86226, 3.50494, 2.19728, 2.20016, 3.87368, 2.44946, 1.0, 4.17807, 2.91291]
        ),
        (
            "user", "msd", "baseline",
            [1.54604, 1.22471, 1.19894, 3.45877, 2.11061, 1.28365, 3.84152, 1.93069, 1.0, 3.85148, 2.55848]
        ),
        (
            "item", "pearson-baseline", "baseline",
            [1.05837, 1.0, 3.4406, 2.87975, 3.47264, 4.4406, 3.35155, 1.90331, 1.0, 3.76519, 4.47132]
        ),
        (
            "user", "pearson", "zscore",
            [1.0, 1.0, 2.29074, 2.93853, 1.84221, 2.42014, 4.2719, 1.0, 1.0, 3.62017, 2.06974]
        ),
        (
            "item", "pearson", "basic",
            [1.0, 1.0, nil, 2.89301, 3.13644, nil, 3.40646, 2.83137, nil, 3.59354, 4.16863]
        ),
        (
            "item", "cosine", "zscore",
            [1.26831, 1.00566, 1.82888, 3.506, 2.09552, 2.27267, 4.03687, 2.28724, 1.0, 4.24099, 2.4714]
        ),
        (
            "user", "pearson-baseline", "baseline",
            [1.08457, 1.08457, 1.1748, 3.75035, 2.75035, 1.2297, 4.75299, 1.75299, 1.0, 4.06163, 2.62792]
        ),
    ]

    @Test(arguments: 0..<surprise.count) func `predictions are those of Surprise`(place: Int) async throws {
        let golden = Self.surprise[place]
        let model = try await train(settings(golden.side, golden.similarity, golden.prediction), on: Self.golden)
        var scratch = RankingScratch()
        for (pair, expected) in zip(Self.unrated, golden.stars) {
            guard let expected else { continue }
            let query = Query(subject: .known(UserNumber(pair.user)), eligible: ItemMask(count: 6))
            let stars = model.predictRating(of: ItemNumber(pair.item), query: query, scratch: &scratch)
            #expect(abs(stars - expected) < 1e-4, "\(pair): \(stars), not \(expected)")
        }
    }

    private static let kinds = [
        ("item", "pearson-baseline", "baseline"), ("item", "pearson", "means"), ("user", "msd", "basic"),
        ("user", "pearson-baseline", "zscore"),
    ]

    /// A viewer who comes with the ratings of one who was trained on: near enough the same answers.
    @Test(arguments: 0..<kinds.count) func `who comes later is answered like those who were there`(place: Int)
        async throws
    {
        let kind = Self.kinds[place]
        let model = try await train(settings(kind.0, kind.1, kind.2), on: .tastes)
        let known = Query(subject: .known(UserNumber(0)), eligible: ItemMask(count: 21))
        var scratch = RankingScratch()
        var folded = Query(subject: .folded, eligible: ItemMask(count: 21))
        model.ratings.withRow(0) { items, stars in
            for (item, stars) in zip(items, stars) {
                folded.ratings.append(RatedItem(item: ItemNumber(rawValue: item), rating: stars))
            }
        }
        folded.prepareFolded(for: model, scratch: &scratch)
        #expect(model.personalizes(known) && model.personalizes(folded))
        for item in [8, 9, 15] {
            let own = model.predictRating(of: ItemNumber(item), query: known, scratch: &scratch)
            let later = model.predictRating(of: ItemNumber(item), query: folded, scratch: &scratch)
            #expect(item % 2 == 0 ? own > 4 && later > 4 : own < 2 && later < 2, "film \(item): \(own), \(later)")
        }
        #expect(model.recommend(for: folded, count: 6).allSatisfy { $0.item.index % 2 == 0 })
    }

    @Test(arguments: 0..<kinds.count) func `nobody gets a prediction outside the scale, or none`(place: Int)
        async throws
    {
        let kind = Self.kinds[place]
        let model = try await train(settings(kind.0, kind.1, kind.2), on: .tastes)
        var scratch = RankingScratch()
        let subjects: [Query.Subject] = [
            .unknown, .folded, .known(UserNumber(30)), .known(UserNumber(999)), .known(UserNumber(0)),
        ]
        for subject in subjects {
            let query = Query(subject: subject, eligible: ItemMask(count: 21))
            for item in 0..<21 {
                let stars = model.predictRating(of: ItemNumber(item), query: query, scratch: &scratch)
                #expect(stars >= 1 && stars <= 5)
            }
            #expect(model.recommend(for: query, count: 5).count == 5)
        }
    }

    @Test(arguments: ["item", "user"]) func `the bytes do not depend on the number of workers`(side: String)
        async throws
    {
        let data = TrainingSet.randomLikes(users: 60, items: 50, seed: 3)
        let alone = try await train(["side": .text(side)], on: data, workerCount: 1)
        let together = try await train(["side": .text(side)], on: data, workerCount: 3)
        let bytes = [alone, together].map { $0.tensors().map { Array($0.bytes) } }
        #expect(bytes[0] == bytes[1])
    }

    @Test(arguments: ["item", "user"]) func `what is stored is what was trained`(side: String) async throws {
        let model = try await train(["side": .text(side)], on: .tastes)
        let loaded = try #require(
            KNNPlugin().load(TensorArchive(model.tensors()), descriptor: model.descriptor) as? any PredictsRatings)
        var scratch = RankingScratch()
        let query = Query(subject: .known(UserNumber(3)), eligible: ItemMask(count: 21))
        for item in 0..<21 {
            let stars = model.predictRating(of: ItemNumber(item), query: query, scratch: &scratch)
            #expect(loaded.predictRating(of: ItemNumber(item), query: query, scratch: &scratch) == stars)
        }
    }
}
