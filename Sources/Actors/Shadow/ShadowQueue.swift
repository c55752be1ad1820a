import DequeModule
import Models
import Synchronization

/// Live requests that a challenger will answer too, with what was served: nobody sees its answers.
///
/// Offering never waits: while it is open a share of the requests is kept, by the hash of their ids, and when it is full
/// the newest is dropped and counted.
public final class ShadowQueue: Sendable {
    /// A request and what was served for it.
    struct Sample: Sendable {
        var request: RecommendationRequest
        var answer: RecommendationAnswer
    }

    /// The share of the requests that is offered, 0…1.
    public let share: Double
    /// The most samples that wait.
    public let capacity: Int
    /// Of the 2¹⁶ values of a hash, those below this are kept.
    private let threshold: UInt64
    private let isOpen: Atomic<Bool>
    private let held = Locked<Deque<Sample>>([])
    private let offered = Atomic<Int>(0)
    private let dropped = Atomic<Int>(0)

    /// - Parameters:
    ///   - share: of the requests, 0…1.
    ///   - capacity: the most samples held at once; each keeps its answer, and with it the model that made it.
    ///   - isOpen: whether it keeps anything yet.
    public init(share: Double, capacity: Int = 1_024, isOpen: Bool = true) {
        precondition((0...1).contains(share) && capacity > 0, "a share of the requests, and room for one")
        self.share = share
        self.capacity = capacity
        self.isOpen = Atomic(isOpen)
        threshold = UInt64(share * 65_536)
    }

    /// Keeps requests from now on.
    public func open() { isOpen.store(true, ordering: .relaxed) }

    /// Keeps none any more, and lets go of those it holds.
    public func close() {
        isOpen.store(false, ordering: .relaxed)
        held.withLock { $0 = [] }
    }

    /// Keeps the request, or not. On the path of every answer.
    func offer(_ request: RecommendationRequest, _ answer: RecommendationAnswer) {
        guard isOpen.load(ordering: .relaxed),
            StableHash.mix(StableHash.hash(request.requestID)) & 0xffff < threshold
        else { return }
        offered.wrappingAdd(1, ordering: .relaxed)
        // Whoever has the lock may be a thread that gets no processor now: a viewer never waits for it.
        let kept = held.withLockIfAvailable { samples in
            guard samples.count < capacity else { return false }
            samples.append(Sample(request: request, answer: answer))
            return true
        }
        if kept != true { dropped.wrappingAdd(1, ordering: .relaxed) }
    }

    /// Samples that wait to be compared.
    public var count: Int { held.withLock { $0.count } }

    /// The oldest one; nil when there is none.
    func next() -> Sample? { held.withLock { $0.popFirst() } }

    /// Since the beginning.
    var counts: ShadowQueueCounts {
        ShadowQueueCounts(offered: offered.load(ordering: .relaxed), dropped: dropped.load(ordering: .relaxed))
    }
}

/// Requests of the share, and those of them that came when the queue was full, or just being emptied.
struct ShadowQueueCounts: Sendable, Equatable {
    var offered = 0
    var dropped = 0

    func since(_ earlier: ShadowQueueCounts) -> ShadowQueueCounts {
        ShadowQueueCounts(offered: offered - earlier.offered, dropped: dropped - earlier.dropped)
    }
}
