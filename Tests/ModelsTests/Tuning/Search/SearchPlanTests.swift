import Models
import Testing

@Suite struct SearchPlanTests {
    @Test func `halving gives thirds of the settings three times the viewers`() {
        let rounds = SearchPlan(.halving, trialCount: 27).rounds
        #expect(rounds.map(\.trialCount) == [27, 9, 3])
        #expect(rounds.map(\.share) == [1.0 / 9, 1.0 / 3, 1])
    }

    @Test func `a few settings are all tried on everybody, and so is every one at random`() {
        let few = SearchPlan(.halving, trialCount: 3).rounds
        #expect(few.map(\.trialCount) == [3] && few.map(\.share) == [1])
        #expect(SearchPlan(.halving, trialCount: 8).rounds.map(\.trialCount) == [8, 3])
        let random = SearchPlan(.random, trialCount: 50).rounds
        #expect(random.map(\.trialCount) == [50] && random.map(\.share) == [1])
    }

    private let space: [String: SearchRange] = [
        "a": .numbers(0.01...100, isLogarithmic: true), "b": .integers(2...5),
        "c": .choices([.flag(true), .text("x")]),
    ]

    @Test func `draws begin with what is given, keep it, and stay in their ranges`() {
        let draws = SearchPlan.draws(space, count: 200, given: ["b": .integer(9)], seed: 1)
        #expect(draws.count == 200 && draws[0] == ["b": .integer(9)])
        var small = 0
        for draw in draws.dropFirst() {
            guard case .number(let a)? = draw["a"] else { Issue.record("a is a number"); continue }
            #expect((0.01...100).contains(a) && draw["b"] == .integer(9))
            #expect(draw["c"] == .flag(true) || draw["c"] == .text("x"))
            if a < 1 { small += 1 }
        }
        // Half of the powers of ten are below 1: far from all or none.
        #expect((60...140).contains(small))
        #expect(draws == SearchPlan.draws(space, count: 200, given: ["b": .integer(9)], seed: 1))
        #expect(draws != SearchPlan.draws(space, count: 200, given: ["b": .integer(9)], seed: 2))
    }

    @Test func `a space of a few values is drawn once through`() {
        let draws = SearchPlan.draws(["b": .integers(1...3)], count: 50, given: [:], seed: 3)
        #expect(Set(draws.compactMap { $0["b"] }.map(\.description)) == ["1", "2", "3"] && draws.count == 4)
        #expect(SearchPlan.draws([:], count: 50, given: [:], seed: 3) == [[:]])
    }
}
