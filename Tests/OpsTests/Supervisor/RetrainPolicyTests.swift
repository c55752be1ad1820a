import Foundation
import Ops
import Testing

@Suite struct `Whether to train again` {
    private static let now = Date(timeIntervalSince1970: 1_000_000)
    private let policy = RetrainPolicy(newEvents: 100, maximumAge: 86_400, minimumGap: 60)

    private func signals(_ change: (inout RetrainSignals) -> Void) -> RetrainSignals {
        var signals = RetrainSignals(now: Self.now, lastRun: Self.now.addingTimeInterval(-3_600))
        change(&signals)
        return signals
    }

    private static func drift(_ sentence: String) -> RetrainSignal {
        RetrainSignal(name: "genres_js", value: 0.31, limit: 0.25, sentence: sentence)
    }

    private func isTraining(_ decision: RetrainDecision) -> Bool {
        if case .train = decision { true } else { false }
    }

    @Test func `nothing is a reason to wait`() {
        let decision = policy.decide(signals { $0.newEvents = 99 })
        #expect(!isTraining(decision) && decision.reasons == ["nothing asks for it: 99 new events"])
    }

    @Test func `each signal is a reason by itself, in words`() {
        let cases: [(String, (inout RetrainSignals) -> Void)] = [
            ("100 new events", { $0.newEvents = 100 }),
            ("the schedule says so", { $0.dueAt = Self.now }),
            ("86400 s ago", { $0.lastRun = Self.now.addingTimeInterval(-86_400) }),
            (
                "no model serves yet",
                {
                    $0.hasChampion = false; $0.newEvents = 1
                }
            ),
            (
                "genres have drifted",
                {
                    $0.breaches = [Self.drift("genres have drifted: 0.31, 0.25 is allowed")]; $0.newEvents = 1
                }
            ),
        ]
        for (words, change) in cases {
            let decision = policy.decide(signals(change))
            #expect(isTraining(decision) && decision.reasons.count == 1 && decision.reasons[0].contains(words))
        }
    }

    @Test func `reasons add up`() {
        let decision = policy.decide(
            signals {
                $0.newEvents = 200; $0.dueAt = Self.now; $0.breaches = [Self.drift("drift")]
            })
        #expect(isTraining(decision) && decision.reasons.count == 3)
    }

    @Test func `a broken limit without new events would train the same again`() {
        #expect(!isTraining(policy.decide(signals { $0.breaches = [Self.drift("drift")] })))
    }

    @Test func `what is due later waits`() {
        #expect(!isTraining(policy.decide(signals { $0.dueAt = Self.now.addingTimeInterval(1) })))
    }

    @Test func `a run that has just ended keeps the next one back`() {
        let decision = policy.decide(
            signals {
                $0.newEvents = 100; $0.lastRun = Self.now.addingTimeInterval(-59)
            })
        #expect(!isTraining(decision) && decision.reasons.last == "not for another 1 s: the last one has just ended")
    }

    @Test(arguments: [(0, 60.0), (1, 120), (3, 480), (40, 86_400)])
    func `failures keep it back for longer and longer, up to a day`(failures: Int, gap: Double) {
        let early = signals {
            $0.newEvents = 100; $0.failures = failures; $0.lastRun = Self.now.addingTimeInterval(1 - gap)
        }
        let late = signals {
            $0.newEvents = 100; $0.failures = failures; $0.lastRun = Self.now.addingTimeInterval(-gap)
        }
        #expect(!isTraining(policy.decide(early)) && isTraining(policy.decide(late)))
    }

    @Test func `an empty home is not trained on`() {
        var policy = policy
        policy.makesFirstModel = false
        #expect(!isTraining(policy.decide(RetrainSignals(now: Self.now, hasChampion: false))))
    }
}
