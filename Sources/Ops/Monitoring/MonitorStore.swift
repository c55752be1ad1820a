public import Foundation
import GRDB

/// Readings in `operations.sqlite`: what was measured, what was not and why.
public struct MonitorStore: Sendable {
    private let database: OperationsDatabase

    public init(_ database: OperationsDatabase) { self.database = database }

    /// Keeps a round; what is older than `days` days is let go.
    public func record(_ round: MonitorRound, keeping days: Int = 400) throws(StorageError) {
        try database.write { database in
            let at = DocumentText.milliseconds(round.at)
            let sql = """
                INSERT OR REPLACE INTO monitor_readings (at, name, value, bound, breached, note) VALUES (?, ?, ?, ?, ?, ?)
                """
            for reading in round.readings {
                try database.execute(
                    sql: sql,
                    arguments: [at, reading.name, reading.value, reading.limit, reading.breached, reading.note])
            }
            for gap in round.gaps {
                try database.execute(sql: sql, arguments: [at, gap.name, nil, nil, false, gap.reason])
            }
            try database.execute(
                sql: "DELETE FROM monitor_readings WHERE at < ?", arguments: [at - Int64(days) * 86_400_000])
        }
    }

    /// The newest round; nil before the first.
    public func latest() throws(StorageError) -> MonitorRound? {
        try database.read { database in
            guard let at = try Int64.fetchOne(database, sql: "SELECT max(at) FROM monitor_readings") else { return nil }
            return try Self.rounds(database, from: at, to: at + 1).first
        }
    }

    /// The rounds of a stretch of time, the oldest first.
    public func rounds(from start: Date, to end: Date) throws(StorageError) -> [MonitorRound] {
        try database.read { database in
            try Self.rounds(database, from: DocumentText.milliseconds(start), to: DocumentText.milliseconds(end))
        }
    }

    private static func rounds(_ database: Database, from start: Int64, to end: Int64) throws -> [MonitorRound] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT at, name, value, bound, note, breached FROM monitor_readings WHERE at >= ? AND at < ?
                ORDER BY at, rowid
                """,
            arguments: [start, end])
        var rounds: [MonitorRound] = []
        for row in rows {
            let at = DocumentText.date(row[0])
            if rounds.last?.at != at { rounds.append(MonitorRound(at: at)) }
            append(row, at, to: &rounds[rounds.count - 1])
        }
        return rounds
    }

    private static func append(_ row: Row, _ at: Date, to round: inout MonitorRound) {
        guard let value: Double = row[2] else {
            round.gaps.append(MonitorGap(name: row[1], reason: row[4]))
            return
        }
        var reading = MonitorReading(name: row[1], value: value, limit: row[3], at: at, note: row[4])
        reading.breached = row[5]
        round.readings.append(reading)
    }
}

/// The table of readings in `operations.sqlite`. Times are milliseconds since 1970; a value of NULL is one that could not be
/// measured, and `note` says why.
enum MonitoringSchema {
    static func register(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("monitoring 1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE monitor_readings (
                        key INTEGER PRIMARY KEY,
                        at INTEGER NOT NULL,
                        name TEXT NOT NULL,
                        value REAL,
                        bound REAL,
                        breached INTEGER NOT NULL,
                        note TEXT NOT NULL,
                        UNIQUE (at, name)
                    );
                    """)
        }
    }
}
