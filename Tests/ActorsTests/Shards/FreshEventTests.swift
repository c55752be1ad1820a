import Models
import Testing

@testable import Actors

@Suite struct FreshEventTests {
    private static func stars(_ value: Double, at time: Int64 = 1) -> Interaction { .rating("u", "a", value, at: time) }
    private static func watch(_ minutes: Double) -> Interaction { .event("u", "a", .watch, minutes) }
    private static let click = Interaction.event("u", "a", .click)
    private static let skip = Interaction.event("u", "a", .skip)

    /// The rule: 4 stars; from 10 minutes, in full at 60; a click 0.1.
    private func event(_ interactions: [Interaction]) -> FreshEvent {
        var event = FreshEvent(interactions[0])
        for interaction in interactions.dropFirst() { event.add(interaction) }
        return event
    }

    @Test(
        arguments: [
            ([stars(4)], 1), ([stars(3.5)], 0), ([watch(90)], 1), ([watch(30)], 0.5), ([watch(5)], 0), ([click], 0.1),
            ([skip], 0),
            ([stars(5, at: 1), stars(2, at: 2)], 0),  // the later rating decides
            ([stars(5, at: 2), stars(2, at: 1)], 1),  // also when it arrives first
            ([stars(5, at: 1), stars(2, at: 1)], 0),  // in one second the later arrival does
            ([stars(2), watch(90)], 0), ([watch(90), stars(2)], 0),  // stars overrule everything else
            ([watch(8), watch(7)], 0.25),  // minutes add up
            ([click, watch(5)], 0.1), ([watch(30), click], 0.5), ([click, skip], 0.1),
            ([watch(-5), watch(30)], 0.5),
        ] as [([Interaction], Float)])
    func `events of one film become one`(interactions: [Interaction], weight: Float) {
        #expect(event(interactions).weight(by: PositiveRule()) == weight)
    }

    /// `Preferences` turns events into training data; live and trained must say the same.
    @Test(.tags(.property), arguments: 0..<200 as Range<UInt64>)
    func `live and training agree on what events say`(seed: UInt64) throws {
        var generator = TestGenerator(seed: seed)
        let interactions = (0..<Int.random(in: 1...5, using: &generator)).map { time in
            let kind = InteractionKind.allCases.randomElement(using: &generator) ?? .click
            let value: Double =
                switch kind {
                case .rating: Double(Int.random(in: 1...10, using: &generator)) / 2
                case .watch: Double(Int.random(in: 1...80, using: &generator))
                case .click, .skip: 1
                }
            return Interaction(user: "u", item: "a", kind: kind, value: value, timestamp: Int64(time))
        }
        var builder = InteractionLogBuilder()
        for interaction in interactions { builder.append(interaction) }
        let trained = Preferences(builder.build(), rule: PositiveRule())
        #expect(trained.weights == [event(interactions).weight(by: PositiveRule())])
    }

    @Test(
        arguments: [
            (stars(5), nil, 1), (stars(1), nil, nil), (click, nil, 0.1),
            (stars(5), 0.5, 0.5),  // liked already: training's weight stays
            (stars(5), 0, 1),  // met without liking, now liked
            (stars(1), 1, nil),  // liked, now disliked
            (skip, 1, 1),  // a skip says nothing against a like
            (skip, 0, nil),
        ] as [(Interaction, Float?, Float?)])
    func `an event corrects the training data`(interaction: Interaction, trained: Float?, expected: Float?) {
        let film = MetFilm(event([interaction]), item: ItemNumber(0), rule: PositiveRule())
        #expect(film.weight(over: trained) == expected)
    }
}
