import Models
import Testing

@Suite struct `The online error of ratings` {
    /// By hand. First guess 3.5, so 5 stars are an error of 1.5. Then μ = 5, the film's offset (5 − 3.5) / 26 and
    /// anna's 1.5 / 11: another viewer's rating of the film is predicted as 5 (cut), of 3 stars: an error of 2.
    @Test func `each rating is predicted before it is learnt`() {
        var error = OnlineRatingError(BaselinePredictor(), batchSize: 2)
        error.add(user: "anna", item: "a", stars: 5, at: 10)
        #expect(error.predictor.prediction(user: "new", item: "new") == 5)
        error.add(user: "ben", item: "a", stars: 3, at: 20)
        // μ = 4; the film: (1.5 − 2) / 27; ben: (3 − 5 − 1.5 / 26) / 11.
        let film = -0.5 / 27, ben = (-2 - 1.5 / 26) / 11
        #expect(abs(error.predictor.prediction(user: "ben", item: "a") - (4 + film + ben)) < 1e-12)
        error.add(user: "carla", item: "b", stars: 4, at: 30)
        let report = error.finished()
        #expect(report.batches.map(\.count) == [2, 1] && report.batches.map(\.number) == [0, 1])
        #expect(report.batches.map(\.rootMeanSquaredError) == [((2.25 + 4) / 2).squareRoot(), 0])
        #expect(report.batches[0].firstAt == 10 && report.batches[0].lastAt == 20)
        #expect(report.overall.rootMeanSquaredError == (6.25 / 3).squareRoot())
    }

    @Test func `nothing has no error`() {
        let report = OnlineRatingError(BaselinePredictor()).finished()
        #expect(report.batches.isEmpty && report.overall.rootMeanSquaredError == nil)
    }

    /// Offsets shrink: a film's error falls as its ratings come, whoever gives them.
    @Test func `the error of a steady stream falls`() throws {
        var error = OnlineRatingError(BaselinePredictor(), batchSize: 100)
        for number in 0..<1_000 {
            let film = number % 2
            error.add(
                user: UserID("\(number)"), item: ItemID("\(film)"), stars: film == 0 ? 5 : 2, at: Int64(number))
        }
        let errors = error.finished().batches.compactMap(\.rootMeanSquaredError)
        #expect(errors.count == 10 && zip(errors, errors.dropFirst()).allSatisfy { $0 > $1 })
        #expect(try #require(errors.last) < 0.2)
    }
}
