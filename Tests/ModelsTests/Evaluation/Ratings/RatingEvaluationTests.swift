import Foundation
import Models
import TestSupport
import Testing

private func log(_ ratings: [(user: Int, item: Int, stars: Double)]) -> InteractionLog {
    InteractionLog(
        ratings.map {
            Interaction(
                user: UserID("\($0.user)"), item: ItemID("\($0.item)"), kind: .rating, value: $0.stars, timestamp: 1)
        })
}

@Suite struct RatingEvaluationTests {
    @Test func `errors are the mean square's root and the mean`() {
        var errors = RatingErrors()
        #expect(errors.rootMeanSquare == nil && errors.meanAbsolute == nil)
        for error in [1.0, -2, 0, 1] { errors.add(error) }
        #expect(errors.rootMeanSquare == 1.5.squareRoot() && errors.meanAbsolute == 1)
    }

    @Test func `every rating is held out once, and never taught then`() {
        let all = log((0..<20).flatMap { user in (0..<(5 + user)).map { (user, $0, Double(1 + ($0 + user) % 5)) } })
        let folds = RatingFolds(drawing: 4, from: all, seed: 3)
        var held = 0
        for place in 0..<4 {
            let fold = folds.fold(place)
            held += fold.heldOut.entryCount
            #expect(abs(fold.heldOut.entryCount - all.count / 4) <= 1)
            #expect(fold.train.ratings.entryCount + fold.heldOut.entryCount == all.count)
            for user in 0..<fold.train.userCount {
                let taught = fold.train.ratings.withRow(user) { columns, _ in Set(columns) }
                let asked = fold.heldOut.withRow(user) { columns, _ in Set(columns) }
                #expect(taught.isDisjoint(with: asked))
            }
        }
        #expect(held == all.count)
    }

    @Test func `other seeds draw other folds, the same seed the same`() {
        let all = log((0..<10).flatMap { user in (0..<10).map { (user, $0, 3) } })
        func drawn(_ seed: UInt64) -> InteractionMatrix {
            RatingFolds(drawing: 2, from: all, seed: seed).fold(0).heldOut
        }
        #expect(drawn(1) == drawn(1) && drawn(1) != drawn(2))
    }

    /// Film 9 and viewer 3 stand in the test part alone.
    @Test func `given folds keep what the training part does not know`() async throws {
        let base = log([(1, 1, 4), (1, 2, 2), (2, 1, 5)])
        let test = log([(2, 2, 1), (2, 9, 3), (3, 1, 4)])
        let folds = RatingFolds(
            given: [(name: "x", base: base, test: test)], viewers: [Viewer(id: "2", gender: "F")])
        let fold = folds.fold(0)
        #expect(fold.train.ratings.entryCount == 3 && fold.heldOut.entryCount == 3 && fold.train.itemCount == 3)
        let model = try await BaselinePlugin().makeTrainer([:])
            .train(on: fold.train, options: TrainingOptions(workerCount: 1))
        let evaluation = RatingEvaluation(try #require(model as? any PredictsRatings), on: fold, viewers: folds.viewers)
        #expect(evaluation.total.count == 3)
        #expect(evaluation.groups["viewer: cold"]?.count == 1 && evaluation.groups["viewer: warm"]?.count == 2)
        #expect(evaluation.groups["gender: F"]?.count == 2)
    }

    @Test func `a comparison says what is met only where the figures are of the same folds`() async throws {
        let parts = (1...5).map { fold in
            (
                name: "u\(fold)", base: log((0..<30).map { ($0 % 6, $0, 3) }),
                test: log((0..<6).map { ($0, 29, Double(1 + $0 % 5)) })
            )
        }
        let report = try await RatingComparison.run(
            RatingFolds(given: parts), candidates: [RatingCandidate.standard[0]],
            training: TrainingOptions(workerCount: 1))
        #expect(report.rows[0].folds.count == 5 && report.rows[0].isMet == nil)
        #expect(report.rows[0].reference == nil && report.text.contains("baseline"))
        let coded = try JSONDecoder().decode(RatingReport.self, from: JSONEncoder().encode(report))
        #expect(coded.rows[0].rmse == report.rows[0].rmse && coded.markdown == report.markdown)
    }

    @Test func `figures are held against figures of four digits`() {
        let reference = RatingReference(0.9457, 0.7499)
        #expect(reference.isMet(rootMeanSquare: 0.94574, meanAbsolute: 0.74993))
        #expect(!reference.isMet(rootMeanSquare: 0.94576, meanAbsolute: 0.7))
    }

    @Test func `a model that predicts no stars is told so`() async throws {
        let folds = RatingFolds(drawing: 2, from: log((0..<20).map { ($0 % 4, $0, 5) }), seed: 1)
        await #expect(throws: RatingComparisonError.self) {
            _ = try await RatingComparison.run(
                folds, candidates: [RatingCandidate("popularity")], training: TrainingOptions(workerCount: 1))
        }
    }
}

/// Real data: u1 of MovieLens 100K. All folds and defaults are measured in a release build (Documentation/Models.md).
@Suite(.enabled(if: TestData.has("ml-100k/u1.base"), TestData.absence))
struct MovieLensRatingTests {
    /// Surprise 1.1.5 on u1: BaselineOnly (als, its defaults) 0.9599.
    @Test func `errors on the first fold are where they should be`() async throws {
        func part(_ name: String) throws -> InteractionLog {
            let text = try String(contentsOf: TestData.folder.appending(path: "ml-100k/\(name)"), encoding: .utf8)
            return log(
                text.split(separator: "\n").map { line in
                    let fields = line.split(separator: "\t").compactMap { Int($0) }
                    return (fields[0], fields[1], Double(fields[2]))
                })
        }
        let folds = RatingFolds(given: [(name: "u1", base: try part("u1.base"), test: try part("u1.test"))])
        let report = try await RatingComparison.run(
            folds,
            candidates: [
                RatingCandidate("baseline"),
                RatingCandidate("svd", settings: ["factors": .integer(16), "epochs": .integer(15)]),
            ], training: TrainingOptions(workerCount: 2))
        #expect(abs(report.rows[0].rmse - Self.baseline) < 0.0001)
        #expect(report.rows[1].rmse < 0.945)
    }

    private static let baseline = 0.9599
}
