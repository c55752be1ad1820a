import Foundation
import GRDB
import Logging

/// Writes down which stored events the shards of a server were told, and when: with it an old answer can be made again
/// from the very state it was made from.
///
/// A few rows a start and one for each older model taken up; in the request log, whose answers they belong to.
struct LiveStateJournal: Sendable {
    private let pool: DatabasePool
    private let shardCount: Int
    private let logger: Logger

    init(_ store: SQLiteRecordStore, shardCount: Int, logger: Logger) {
        pool = store.pool
        self.shardCount = shardCount
        self.logger = logger
    }

    /// The shards are empty, and events after `newest` will come to them as they arrive.
    func begin(newest: Int64) { write(starts: true, after: newest, last: newest) }

    /// The shards were told the events after `after` up to `last`.
    func note(after: Int64, last: Int64) { write(starts: false, after: after, last: last) }

    /// What cannot be written keeps no model from serving.
    private func write(starts: Bool, after: Int64, last: Int64) {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        do {
            try pool.write { database in
                try database.execute(
                    sql: "INSERT INTO live_states (at, starts, after, last, shards) VALUES (?, ?, ?, ?, ?)",
                    arguments: [now, starts, after, last, shardCount])
            }
        } catch {
            logger.warning(
                "request log: what the shards were told is not written; answers from here on cannot be made again",
                metadata: ["reason": "\(error)"])
        }
    }
}
