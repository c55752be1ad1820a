import Actors
import Foundation
import Logging
import ServiceLifecycle

/// The request log from end to end: the buffer that answers go into, the writer that empties it, and what keeps the
/// file from growing for ever.
struct RequestLog: Sendable {
    let buffer: RecordBuffer
    let writer: RecordWriter
    let retention: RequestLogRetention
    /// What the shards were told, beside the answers they made of it.
    let journal: LiveStateJournal
    /// The file, for those who read what was answered.
    let store: SQLiteRecordStore

    init(
        _ home: HomeFolder, _ configuration: ServerConfiguration, _ counters: CounterBoard, _ logger: Logger
    ) throws(StorageError) {
        store = try SQLiteRecordStore(path: home.requestLog.path)
        buffer = RecordBuffer(counters: counters)
        writer = RecordWriter(buffer: buffer, store: store, counters: counters, logger: logger)
        journal = LiveStateJournal(store, shardCount: configuration.shardCount, logger: logger)
        retention = RequestLogRetention(store: store, keeping: configuration.requestLogRetention, logger: logger)
    }

    /// Moves what was written into the file, when the writer has ended.
    func close() throws(StorageError) { try store.checkpoint() }
}
