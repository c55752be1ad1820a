public import Foundation
import GRDB

/// What was counted on each day, in `operations.sqlite`: a report of any day can tell it, whenever servers were started.
public struct DayCounters: Sendable {
    private let database: OperationsDatabase

    public init(_ database: OperationsDatabase) { self.database = database }

    /// Adds to the counts of the day of `moment` (UTC). Durable when it returns.
    public func add(_ amounts: [DayCounter: Int], at moment: Date) throws(StorageError) {
        let amounts = amounts.filter { $0.value > 0 }
        guard !amounts.isEmpty else { return }
        let day = ReportDay(moment).description
        try database.write { database in
            for (counter, amount) in amounts {
                try database.execute(
                    sql: """
                        INSERT INTO day_counters (day, name, count) VALUES (?, ?, ?)
                        ON CONFLICT (day, name) DO UPDATE SET count = count + excluded.count
                        """, arguments: [day, counter.rawValue, amount])
            }
        }
    }

    /// Empty when no server counted on that day.
    public func counts(of day: ReportDay) throws(StorageError) -> [DayCounter: Int] {
        try database.read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT name, count FROM day_counters WHERE day = ?", arguments: [day.description])
            return Dictionary(
                rows.compactMap { row in DayCounter(rawValue: row[0]).map { ($0, row[1]) } },
                uniquingKeysWith: { first, _ in first })
        }
    }
}

/// The table of `DayCounters`.
enum DayCounterSchema {
    static func register(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("day counters 1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE day_counters (
                        day TEXT NOT NULL,
                        name TEXT NOT NULL,
                        count INTEGER NOT NULL,
                        PRIMARY KEY (day, name)
                    ) WITHOUT ROWID;
                    """)
        }
    }
}
