import Models

/// Records between the answer and the disk. Adding never waits for a writer; when it is full the newest is dropped
/// and counted.
///
/// Striped, so that answers on different cores seldom meet at one lock. A stripe keeps its capacity: adding to it
/// allocates nothing once it has grown.
public final class RecordBuffer: Sendable {
    /// The most records held at once; a stripe holds its even share of them.
    public let capacity: Int
    private let stripes: [RecordStripe]
    private let stripeCapacity: Int
    private let counters: CounterBoard

    /// - Precondition: `capacity >= stripeCount > 0`.
    public init(capacity: Int = 65_536, stripeCount: Int = 8, counters: CounterBoard = CounterBoard()) {
        precondition(stripeCount > 0 && capacity >= stripeCount, "a record buffer needs room in each stripe")
        stripeCapacity = capacity / stripeCount
        self.capacity = stripeCapacity * stripeCount
        stripes = (0..<stripeCount).map { _ in RecordStripe() }
        self.counters = counters
    }

    /// Keeps `record` for the writer, or drops it when its stripe is full.
    /// - Parameter key: anything spread evenly; picks the stripe.
    public func add(_ record: ServedRecord, key: UInt64) {
        let stripe = stripes[Int(key % UInt64(stripes.count))]
        let kept = stripe.records.withLock { records in
            guard records.count < stripeCapacity else { return false }
            records.append(record)
            return true
        }
        if !kept { counters.add(.recordsDropped) }
    }

    /// Records that wait for the writer.
    public var count: Int { stripes.reduce(0) { $0 + $1.records.withLock { $0.count } } }

    /// Moves everything held to the end of `batch`.
    /// - Parameter spare: an empty array whose capacity the stripes take over in turn, so that neither side allocates.
    func drain(into batch: inout [ServedRecord], spare: inout [ServedRecord]) {
        for stripe in stripes {
            spare.removeAll(keepingCapacity: true)
            stripe.records.withLock { records in swap(&records, &spare) }
            batch.append(contentsOf: spare)
        }
        spare.removeAll(keepingCapacity: true)
    }
}

/// One lock and what it guards.
private final class RecordStripe: Sendable {
    let records = Locked<[ServedRecord]>([])
}
