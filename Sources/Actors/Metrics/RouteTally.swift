/// Requests of one route: how many by status, and how long they took.
struct RouteTally: Sendable {
    /// By status code, in the order first met; there are few.
    private(set) var statuses: [(status: Int, count: Int)] = []
    /// Made with the first request, so that an idle route costs nothing.
    private(set) var latency: LatencyHistogram?

    /// Different statuses kept apart; later ones count under the last of them. More than any server answers with.
    static let maximumStatuses = 32

    var count: Int { latency?.count ?? 0 }

    mutating func record(status: Int, latency taken: Duration) {
        add(1, of: status)
        if latency == nil { latency = LatencyHistogram() }
        latency?.record(taken)
    }

    mutating func add(_ other: RouteTally) {
        guard let taken = other.latency else { return }
        for entry in other.statuses { add(entry.count, of: entry.status) }
        if latency == nil { latency = taken } else { latency?.add(taken) }
    }

    /// Forgets the counts, keeps the memory.
    mutating func reset() {
        statuses.removeAll(keepingCapacity: true)
        latency?.reset()
    }

    private mutating func add(_ amount: Int, of status: Int) {
        if let place = statuses.firstIndex(where: { $0.status == status }) {
            statuses[place].count += amount
        } else if statuses.count < Self.maximumStatuses {
            statuses.append((status, amount))
        } else {
            statuses[statuses.count - 1].count += amount
        }
    }
}
