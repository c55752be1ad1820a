/// The latest stretches of time, each of one width; older ones are overwritten.
///
/// Stretch n is the time from n · width to (n + 1) · width and stands at place n mod count.
struct SlotRing: Sendable {
    let width: Duration
    private let routeCount: Int
    private var slots: [(stretch: Int64, slot: MetricsSlot)?]

    /// - Precondition: `width > .zero`, `count > 0`.
    init(width: Duration, count: Int, routeCount: Int) {
        precondition(width > .zero && count > 0, "a ring needs places of some width")
        self.width = width
        self.routeCount = routeCount
        slots = Array(repeating: nil, count: count)
    }

    /// Adds what was measured around `time`.
    mutating func add(_ measured: MetricsSlot, at time: Duration) {
        let stretch = stretch(of: time)
        let place = place(of: stretch)
        if slots[place]?.stretch != stretch { slots[place] = (stretch, MetricsSlot(routeCount: routeCount)) }
        slots[place]?.slot.add(measured)
    }

    /// The sum of the stretch of `time`, still under way, and of those before it that the ring holds.
    func sum(at time: Duration) -> MetricsSlot {
        let now = stretch(of: time)
        return sum(of: now - Int64(slots.count) + 1...now)
    }

    /// The sum of those of the stretches that the ring holds.
    func sum(of stretches: ClosedRange<Int64>) -> MetricsSlot {
        var sum = MetricsSlot(routeCount: routeCount)
        for entry in slots {
            guard let entry, stretches.contains(entry.stretch) else { continue }
            sum.add(entry.slot)
        }
        return sum
    }

    /// How many different films were served, as `sum(at:)` has it, without summing the rest.
    func servedCount(at time: Duration) -> Int {
        let now = stretch(of: time)
        var sum = MetricsSlot(routeCount: 0)
        for entry in slots {
            guard let entry, entry.stretch <= now, entry.stretch > now - Int64(slots.count) else { continue }
            sum.addServed(entry.slot)
        }
        return sum.servedCount
    }

    /// How much time `sum(at:)` covers, when measuring began at `start`.
    func covered(at time: Duration, since start: Duration) -> Duration {
        let first = width * Int(stretch(of: time) - Int64(slots.count) + 1)
        return max(.zero, time - max(first, start))
    }

    /// The number of the stretch of `time`.
    func stretch(of time: Duration) -> Int64 { Int64((time / width).rounded(.down)) }

    private func place(of stretch: Int64) -> Int {
        let count = Int64(slots.count)
        return Int((stretch % count + count) % count)
    }
}
