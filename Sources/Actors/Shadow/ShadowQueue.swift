import DequeModule
import Models

/// Live requests that a challenger will answer too, with what was served: nobody sees its answers.
///
/// Offering never waits: a share of the requests is kept, by the hash of their ids, and when the queue is full the newest
/// is dropped and counted.
public final class ShadowQueue: Sendable {
    /// A request and what was served for it.
    struct Sample: Sendable {
        var request: RecommendationRequest
        var answer: RecommendationAnswer
    }

    private struct Held {
        var samples: Deque<Sample> = []
        var offered = 0
        var dropped = 0
    }

    public let capacity: Int
    /// Of the 2¹⁶ values of a hash, those below this are kept.
    private let threshold: UInt64
    private let held = Locked(Held())

    /// - Parameters:
    ///   - share: of the requests, 0…1.
    ///   - capacity: the most samples held at once; each keeps its answer, and with it the model that made it.
    public init(share: Double, capacity: Int = 1_024) {
        precondition((0...1).contains(share) && capacity > 0, "a share of the requests, and room for one")
        self.capacity = capacity
        threshold = UInt64(share * 65_536)
    }

    /// Keeps the request, or not. On the path of every answer.
    func offer(_ request: RecommendationRequest, _ answer: RecommendationAnswer) {
        guard StableHash.mix(StableHash.hash(request.requestID)) & 0xffff < threshold else { return }
        held.withLock { held in
            held.offered += 1
            if held.samples.count < capacity {
                held.samples.append(Sample(request: request, answer: answer))
            } else {
                held.dropped += 1
            }
        }
    }

    /// The oldest one; nil when there is none.
    func next() -> Sample? { held.withLock { $0.samples.popFirst() } }

    /// Since the beginning.
    var counts: (offered: Int, dropped: Int) { held.withLock { ($0.offered, $0.dropped) } }
}
