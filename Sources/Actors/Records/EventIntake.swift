/// The way of an event: stored durably first, then made known to the viewer's shard, then acknowledged.
///
/// So a 2xx survives a crash, and the next answer of that viewer reflects the event. An event that could not be
/// stored changes nothing.
public struct EventIntake: Sendable {
    private let store: any EventStore
    private let router: ShardRouter
    private let counters: CounterBoard

    /// - Parameter router: its shards are told of each event once it is stored.
    public init(store: any EventStore, router: ShardRouter, counters: CounterBoard) {
        self.store = store
        self.router = router
        self.counters = counters
    }

    /// - Returns: a receipt for each event, in order.
    /// - Throws: `EventStoreError`; then none of them was accepted.
    public func accept(_ events: [ViewerEvent]) async throws(EventStoreError) -> [EventReceipt] {
        let receipts: [EventReceipt]
        do {
            receipts = try await store.append(events)
        } catch {
            counters.add(.eventsRefused, events.count)
            throw error
        }
        precondition(receipts.count == events.count, "the event store owes a receipt for each event")
        let accepted = zip(events, receipts).filter { $0.1 == .accepted }.map(\.0)
        counters.add(.eventsAccepted, accepted.count)
        counters.add(.eventsDuplicate, events.count - accepted.count)
        await router.remember(accepted.map(\.interaction))
        return receipts
    }
}
