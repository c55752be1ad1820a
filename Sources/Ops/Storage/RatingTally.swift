import Gateway
import GRDB
import Models

/// How films were rated, counted once and kept up: the first question counts every rating of the store, each later one
/// reads what arrived since. Away from serving, on a thread of its own.
actor RatingTally: RatingCounts {
    private let database: EventDatabase
    private var counts: [ItemID: [Int]] = [:]
    /// What `counts` holds.
    private var state = State()
    /// Those who ask meanwhile wait for the same reading.
    private var reading: Task<Void, any Error>?

    struct State: Equatable, Sendable {
        /// The newest event that is counted.
        var sequence: Int64 = -1
        /// The newest import that is counted: another one begins anew.
        var lastImport: Int64 = -1
    }

    struct Line: Sendable {
        var item: ItemID
        var stars: Double
        var count: Int
    }

    init(_ database: EventDatabase) { self.database = database }

    func ratings(of item: ItemID) async throws -> [Int] {
        try await catchUp()
        return counts[item] ?? Self.none
    }

    private static let none = [Int](repeating: 0, count: 10)

    private func catchUp() async throws {
        if let reading { return try await reading.value }
        let task = Task { try await readOn() }
        reading = task
        defer { reading = nil }
        try await task.value
    }

    private func readOn() async throws {
        let (database, before) = (database, state)
        let found = try await BackgroundThread.run { try database.ratings(after: before) }
        if found.state.lastImport != before.lastImport { counts = [:] }
        for line in found.lines { counts[line.item, default: Self.none][Self.place(of: line.stars)] += line.count }
        state = found.state
    }

    /// The nearest half star.
    private static func place(of stars: Double) -> Int {
        guard stars.isFinite else { return 0 }
        return min(max(Int((min(max(stars, 0), 5) * 2).rounded()) - 1, 0), 9)
    }
}

extension EventDatabase {
    /// Ratings by film and stars that `state` has not counted; all of them when there was an import since.
    func ratings(after state: RatingTally.State) throws(StorageError) -> (
        lines: [RatingTally.Line], state: RatingTally.State
    ) {
        try read { database in
            let now = RatingTally.State(
                sequence: try Int64.fetchOne(database, sql: "SELECT max(sequence) FROM events") ?? 0,
                lastImport: try Int64.fetchOne(database, sql: "SELECT max(key) FROM imports") ?? 0)
            guard now != state else { return ([], now) }
            var lines: [RatingTally.Line] = []
            let isAnew = now.lastImport != state.lastImport
            if isAnew { try Self.read(database, "imported_events", after: nil, into: &lines) }
            try Self.read(database, "events", after: isAnew ? 0 : state.sequence, into: &lines)
            return (lines, now)
        }
    }

    private static func read(
        _ database: Database, _ table: String, after sequence: Int64?, into lines: inout [RatingTally.Line]
    ) throws {
        let rows = try StatementLoop(
            database,
            """
            SELECT id, value, number
            FROM (SELECT item, value, count(*) AS number FROM \(table)
                WHERE kind = ? \(sequence == nil ? "" : "AND sequence > ?") GROUP BY item, value)
                JOIN items ON items.key = item
            """)
        rows.bind(1, Int64(InteractionKind.rating.code))
        if let sequence { rows.bind(2, sequence) }
        while try rows.next() {
            lines.append(
                RatingTally.Line(item: ItemID(rows.text(0)), stars: rows.number(1), count: Int(rows.integer(2))))
        }
    }
}
