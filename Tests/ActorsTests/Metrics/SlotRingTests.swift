import Testing

@testable import Actors

@Suite struct SlotRingTests {
    private func measured(_ answers: Int) -> MetricsSlot {
        var slot = MetricsSlot(routeCount: 0)
        slot.answers = answers
        return slot
    }

    /// 12 slots of 5 s: at 63 s the ring holds 5 s to 65 s.
    @Test func `what is older than the ring falls out`() {
        var ring = SlotRing(width: .seconds(5), count: 12, routeCount: 0)
        ring.add(measured(1), at: .seconds(4))
        ring.add(measured(10), at: .seconds(5))
        ring.add(measured(100), at: .seconds(59))
        #expect(ring.sum(at: .seconds(59)).answers == 111)
        #expect(ring.sum(at: .seconds(63)).answers == 110)
        #expect(ring.sum(at: .seconds(66)).answers == 100)
        #expect(ring.sum(at: .seconds(1_000)).answers == 0)
    }

    @Test func `a place is used again for a later stretch`() {
        var ring = SlotRing(width: .seconds(5), count: 12, routeCount: 0)
        ring.add(measured(1), at: .seconds(2))
        ring.add(measured(10), at: .seconds(62))
        #expect(ring.sum(at: .seconds(62)).answers == 10)
    }

    @Test func `what is covered is the window, or less when measuring began later`() {
        let ring = SlotRing(width: .seconds(5), count: 12, routeCount: 0)
        #expect(ring.covered(at: .seconds(3), since: .zero) == .seconds(3))
        #expect(ring.covered(at: .seconds(63), since: .zero) == .seconds(58))
        #expect(ring.covered(at: .seconds(63), since: .seconds(61)) == .seconds(2))
        #expect(ring.covered(at: .seconds(63), since: .seconds(63)) == .zero)
    }
}
