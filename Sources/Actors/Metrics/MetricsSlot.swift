/// Everything measured in one stretch of time. Slots add up: a window is the sum of its slots.
struct MetricsSlot: Sendable {
    /// [routes]
    var routes: [RouteTally]
    var answers = 0
    var fallbacks = 0
    var coldStarts = 0
    var scoring = LatencyHistogram()
    var viewers = ViewerSketch()
    /// Bits: films served, by the number `ServedFilms` gave them.
    var served: [UInt64] = []

    init(routeCount: Int) { routes = Array(repeating: RouteTally(), count: routeCount) }

    mutating func add(_ other: MetricsSlot) {
        for index in routes.indices { routes[index].add(other.routes[index]) }
        answers += other.answers
        fallbacks += other.fallbacks
        coldStarts += other.coldStarts
        scoring.add(other.scoring)
        viewers.formUnion(other.viewers)
        addServed(other)
    }

    /// Adds the films that `other` served, and nothing else.
    mutating func addServed(_ other: MetricsSlot) {
        growServed(to: other.served.count)
        for index in other.served.indices { served[index] |= other.served[index] }
    }

    /// Adds what a shard tallied.
    mutating func add(_ tally: ServingTally, films: inout ServedFilms) {
        answers += tally.answers
        fallbacks += tally.fallbacks
        coldStarts += tally.coldStarts
        scoring.add(tally.scoring)
        viewers.formUnion(tally.viewers)
        for hash in tally.served {
            guard let number = films.number(of: hash) else { continue }
            growServed(to: number / 64 + 1)
            served[number / 64] |= 1 << UInt64(number % 64)
        }
    }

    var servedCount: Int { served.reduce(0) { $0 + $1.nonzeroBitCount } }

    private mutating func growServed(to words: Int) {
        if served.count < words { served.append(contentsOf: repeatElement(0, count: words - served.count)) }
    }
}

/// Numbers for films by the hash of their id, the same across models. Bounded: a film beyond it is not counted.
struct ServedFilms: Sendable {
    private var numbers: [UInt64: Int] = [:]
    let capacity: Int

    init(capacity: Int = 1_000_000) { self.capacity = capacity }

    mutating func number(of hash: UInt64) -> Int? {
        if let number = numbers[hash] { return number }
        guard numbers.count < capacity else { return nil }
        numbers[hash] = numbers.count
        return numbers.count - 1
    }
}
