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

    private struct Held {
        var samples: Deque<Sample> = []
        var counts = ShadowQueueCounts()
    }

    public let share: Double
    public let capacity: Int
    /// Of the 2¹⁶ values of a hash, those below this are kept.
    private let threshold: UInt64
    private let isOpen: Atomic<Bool>
    private let held = Locked(Held())

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
        held.withLock { $0.samples = [] }
    }

    /// Keeps the request, or not. On the path of every answer.
    func offer(_ request: RecommendationRequest, _ answer: RecommendationAnswer) {
        guard isOpen.load(ordering: .relaxed),
            StableHash.mix(StableHash.hash(request.requestID)) & 0xffff < threshold
        else { return }
        held.withLock { held in
            held.counts.offered += 1
            if held.samples.count < capacity {
                held.samples.append(Sample(request: request, answer: answer))
            } else {
                held.counts.dropped += 1
            }
        }
    }

    /// The oldest one; nil when there is none.
    func next() -> Sample? { held.withLock { $0.samples.popFirst() } }

    /// Since the beginning.
    var counts: ShadowQueueCounts { held.withLock { $0.counts } }
}

/// Requests of the share, and those of them that came when the queue was full.
struct ShadowQueueCounts: Sendable, Equatable {
    var offered = 0
    var dropped = 0

    func since(_ earlier: ShadowQueueCounts) -> ShadowQueueCounts {
        ShadowQueueCounts(offered: offered - earlier.offered, dropped: dropped - earlier.dropped)
    }
}
