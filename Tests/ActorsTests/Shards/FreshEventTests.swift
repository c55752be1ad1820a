import Models
import Testing

@testable import Actors

@Suite struct FreshEventTests {
    private static func rating(_ weight: Float, at time: Int64) -> FreshEvent {
        FreshEvent(item: "a", weight: weight, isRating: true, timestamp: time)
    }

    private static func act(_ weight: Float, at time: Int64) -> FreshEvent {
        FreshEvent(item: "a", weight: weight, isRating: false, timestamp: time)
    }

    @Test(arguments: [
        (rating(1, at: 1), rating(0, at: 2), rating(0, at: 2)),  // the later rating decides
        (rating(1, at: 2), rating(0, at: 1), rating(1, at: 2)),  // also when it arrives first
        (rating(1, at: 1), rating(0, at: 1), rating(0, at: 1)),  // at the same second the later arrival does
        (rating(0, at: 1), act(1, at: 2), rating(0, at: 2)),  // acts do not overrule a rating
        (act(1, at: 2), rating(0, at: 1), rating(0, at: 2)),  // a rating overrules acts
        (act(0.5, at: 1), act(0, at: 2), act(0.5, at: 2)),  // a skip does not undo a watch
        (act(0.1, at: 1), act(1, at: 2), act(1, at: 2)),  // the strongest act counts
    ])
    func `two events on one film become one`(older: FreshEvent, newer: FreshEvent, merged: FreshEvent) {
        #expect(older.merged(with: newer) == merged)
    }

    @Test(
        arguments: [
            (rating(1, at: 1), nil, 1), (rating(0, at: 1), nil, nil), (act(0.1, at: 1), nil, 0.1),
            (rating(1, at: 1), 0.5, 0.5),  // liked already: training's weight stays
            (rating(1, at: 1), 0, 1),  // met without liking, now liked
            (rating(0, at: 1), 1, nil),  // liked, now disliked
            (act(0, at: 1), 1, 1),  // a skip says nothing against a like
            (act(0, at: 1), 0, nil),
        ] as [(FreshEvent, Float?, Float?)])
    func `an event corrects the training data`(event: FreshEvent, trained: Float?, expected: Float?) {
        #expect(event.weight(over: trained) == expected)
    }

    @Test(
        arguments: [
            (Interaction.rating("u", "a", 4), 1), (.rating("u", "a", 3.5), 0), (.event("u", "a", .watch, 90), 1),
            (.event("u", "a", .watch, 5), 0), (.event("u", "a", .skip), 0),
        ] as [(Interaction, Float)])
    func `what counts as a like is the training's own rule`(interaction: Interaction, weight: Float) {
        #expect(FreshEvent(interaction, rule: PositiveRule()).weight == weight)
    }
}
