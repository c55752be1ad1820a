public import Logging
public import ServiceLifecycle

/// Carries records from the buffer to the store in batches, behind everybody's back.
///
/// A batch that cannot be written is kept and tried again at the next turn, so writing resumes by itself; meanwhile
/// the buffer fills to its bound and drops, counted. Shutdown writes what is left; what even then cannot be written
/// is counted as lost.
public actor RecordWriter: Service {
    /// How much is written at once, and how often.
    public struct Configuration: Sendable {
        /// The most records of one write.
        public var batchSize: Int
        /// The pause between two turns.
        public var interval: Duration

        /// - Precondition: `batchSize > 0`.
        public init(batchSize: Int = 1_000, interval: Duration = .milliseconds(100)) {
            precondition(batchSize > 0, "a batch holds at least one record")
            self.batchSize = batchSize
            self.interval = interval
        }
    }

    private let buffer: RecordBuffer
    private let store: any RecordStore
    private let configuration: Configuration
    private let clock: any Clock<Duration>
    private let counters: CounterBoard
    private let logger: Logger
    /// Taken from the buffer and not yet written; never more than one drain of it.
    private var pending: [ServedRecord] = []
    private var spare: [ServedRecord] = []
    private var isFailing = false

    /// - Parameter store: where the records of `buffer` go.
    public init(
        buffer: RecordBuffer, store: any RecordStore, configuration: Configuration = Configuration(),
        counters: CounterBoard, clock: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) {
        self.buffer = buffer
        self.store = store
        self.configuration = configuration
        self.counters = counters
        self.clock = clock
        self.logger = logger
    }

    /// Writes until shutdown or cancellation, then writes what is left. Returns only then; never throws for the store.
    public func run() async throws {
        while !Task.isCancelled && !Task.isShuttingDownGracefully {
            await pause()
            await writeWhatIsThere()
        }
        // Cancelled or not, what is left is written: the task of its own does not inherit the cancellation.
        await Task { await self.finish() }.value
    }

    /// One interval, or less when shutdown or cancellation ends it: a write is never cut short, only the pause.
    private func pause() async {
        try? await cancelWhenGracefulShutdown { [clock, configuration] in
            try await clock.sleep(for: configuration.interval)
        }
    }

    /// The last turn: an earlier batch that failed, then what came since; and the count of what was lost.
    private func finish() async {
        await writeWhatIsThere()
        if pending.isEmpty { await writeWhatIsThere() }
        buffer.drain(into: &pending, spare: &spare)
        guard !pending.isEmpty else { return }
        counters.add(.recordsLost, pending.count)
        logger.error("request log: records lost at shutdown", metadata: ["count": "\(pending.count)"])
        pending.removeAll()
    }

    /// Called by `run` alone, one turn after another: nothing else touches `pending` during the write.
    private func writeWhatIsThere() async {
        if pending.isEmpty { buffer.drain(into: &pending, spare: &spare) }
        var written = 0
        while written < pending.count {
            let batch = Array(pending[written..<min(written + configuration.batchSize, pending.count)])
            guard await write(batch) else { break }
            written += batch.count
        }
        pending.removeFirst(written)
    }

    private func write(_ batch: [ServedRecord]) async -> Bool {
        do {
            try await store.write(batch)
        } catch {
            counters.add(.recordWritesFailed)
            if !isFailing { logger.error("request log: cannot write; will try again", metadata: ["error": "\(error)"]) }
            isFailing = true
            return false
        }
        if isFailing { logger.notice("request log: writing again") }
        isFailing = false
        counters.add(.recordsWritten, batch.count)
        return true
    }
}
