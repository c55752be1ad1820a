import Testing

@testable import Actors

@Suite struct StandingTests {
    struct Row: Sendable {
        var name: String
        var standing: Standing
        var takesHistory = true
        var expected: Standing.Question
    }

    @Test(arguments: [
        Row(
            name: "trained", standing: Standing(isTrained: true, hasEvents: true, isNamed: true), expected: .row),
        Row(
            name: "trained, met a film without liking it",
            standing: Standing(isTrained: true, hasEvents: true, likeCount: 3, isNamed: true), expected: .row),
        Row(
            name: "trained, likes something new",
            standing: Standing(isTrained: true, hasEvents: true, changesHistory: true, likeCount: 3, isNamed: true),
            expected: .folded(share: 1)),
        Row(
            name: "trained, likes something new, model knows rows only",
            standing: Standing(isTrained: true, hasEvents: true, changesHistory: true, likeCount: 3, isNamed: true),
            takesHistory: false, expected: .row),
        Row(
            name: "trained, took back the only like",
            standing: Standing(isTrained: true, hasEvents: true, changesHistory: true, isNamed: true),
            expected: .fallback(.noHistory)),
        Row(
            name: "untrained with one like", standing: Standing(hasEvents: true, likeCount: 1, isNamed: true),
            expected: .folded(share: 1.0 / 11)),
        Row(
            name: "untrained with ten likes", standing: Standing(hasEvents: true, likeCount: 10, isNamed: true),
            expected: .folded(share: 0.5)),
        Row(
            name: "untrained, model knows rows only",
            standing: Standing(hasEvents: true, likeCount: 10, isNamed: true), takesHistory: false,
            expected: .fallback(.modelNotPersonal)),
        Row(
            name: "untrained, liked nothing", standing: Standing(hasEvents: true, isNamed: true),
            expected: .fallback(.noHistory)),
        Row(
            name: "seeds", standing: Standing(likeCount: 2, seedsGiven: true),
            expected: .folded(share: 2.0 / 12)),
        Row(
            name: "unknown seeds", standing: Standing(isNamed: true, seedsGiven: true),
            expected: .fallback(.seedsUnknown)),
        Row(name: "unknown viewer", standing: Standing(isNamed: true), expected: .fallback(.unknownUser)),
        Row(name: "nobody", standing: Standing(), expected: .fallback(.noUser)),
    ])
    func `what is known decides how the model is asked`(row: Row) {
        let question = row.standing.question(
            takesHistory: row.takesHistory, settings: ServingSettings(foldInPrior: 10))
        #expect(question == row.expected, "\(row.name)")
    }

    @Test func `without a prior every like counts in full`() {
        #expect(ServingSettings(foldInPrior: 0).personalShare(likes: 1) == 1)
        #expect(ServingSettings(foldInPrior: 0).personalShare(likes: 0) == 0)
    }
}
