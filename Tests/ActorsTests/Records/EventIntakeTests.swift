import Models
import TestSupport
import Testing

@testable import Actors

/// Keeps events in memory; can be told to fail, or to wait at a gate.
private actor TestEventStore: EventStore {
    private(set) var events: [ViewerEvent] = []
    private var failure: EventStoreError?
    private let gate: Gate?

    init(gate: Gate? = nil) { self.gate = gate }

    func fail(with failure: EventStoreError?) { self.failure = failure }

    func append(_ new: [ViewerEvent]) async throws(EventStoreError) -> [EventReceipt] {
        await gate?.pass()
        if let failure { throw failure }
        var receipts: [EventReceipt] = []
        for event in new {
            let isKnown = events.contains { $0.eventID == event.eventID }
            if !isKnown { events.append(event) }
            receipts.append(isKnown ? .duplicate : .accepted)
        }
        return receipts
    }
}

@Suite struct EventIntakeTests {
    private let server = TestServer()

    private func event(_ id: String, _ interaction: Interaction) -> ViewerEvent {
        ViewerEvent(eventID: id, hasClientID: true, interaction: interaction, receivedAt: 0)
    }

    @Test func `an accepted event changes the next answer`() async throws {
        let intake = EventIntake(store: TestEventStore(), router: server.router, counters: server.counters)
        let receipts = try await intake.accept([
            event("1", .rating("u0", "i4", 5)), event("2", .rating("u1", "i0", 1)),
        ])
        #expect(receipts == [.accepted, .accepted])
        #expect(try await server.recommend("u0").numbers == [1, 3, 5, 6, 7])
        #expect(try await server.recommend("u1").numbers == [1, 2, 3, 6, 7])
        #expect(server.counters[.eventsAccepted] == 2)
    }

    @Test func `an event is stored before anybody knows of it`() async throws {
        let gate = Gate()
        let intake = EventIntake(store: TestEventStore(gate: gate), router: server.router, counters: server.counters)
        async let receipts = intake.accept([event("1", .rating("u0", "i4", 5))])
        await gate.waitForArrival()
        #expect(try await server.recommend("u0").numbers == [1, 3, 4, 5, 6, 7])
        await gate.open()
        #expect(try await receipts == [.accepted])
        #expect(try await server.recommend("u0").numbers == [1, 3, 5, 6, 7])
    }

    @Test func `an event that could not be stored changes nothing and is counted`() async throws {
        let store = TestEventStore()
        await store.fail(with: EventStoreError(.diskFull, "no space"))
        let intake = EventIntake(store: store, router: server.router, counters: server.counters)
        let error = await #expect(throws: EventStoreError.self) {
            try await intake.accept([event("1", .rating("u0", "i4", 5)), event("2", .rating("u0", "i5", 5))])
        }
        #expect(error?.code == .diskFull)
        #expect(try await server.recommend("u0").numbers == [1, 3, 4, 5, 6, 7])
        #expect(server.counters[.eventsRefused] == 2)
        await store.fail(with: nil)
        #expect(try await intake.accept([event("1", .rating("u0", "i4", 5))]) == [.accepted])
    }

    @Test func `a resent event is a duplicate and changes nothing more`() async throws {
        let intake = EventIntake(store: TestEventStore(), router: server.router, counters: server.counters)
        let first = event("1", .rating("u0", "i4", 5))
        #expect(try await intake.accept([first]) == [.accepted])
        #expect(try await intake.accept([first, event("1", .rating("u0", "i6", 5))]) == [.duplicate, .duplicate])
        #expect(try await server.recommend("u0").numbers == [1, 3, 5, 6, 7])
        #expect(server.counters[.eventsDuplicate] == 2)
        #expect(await server.router.liveState.events == 1)
    }

    @Test func `nothing to accept is nothing`() async throws {
        let intake = EventIntake(store: TestEventStore(), router: server.router, counters: server.counters)
        #expect(try await intake.accept([]).isEmpty)
    }
}
