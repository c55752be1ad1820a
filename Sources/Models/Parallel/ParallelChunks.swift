import Synchronization

/// Numbered pieces of work, done by a few tasks: whoever is free takes the next one.
///
/// The result does not depend on how many tasks there are: what the pieces are is decided before, each is done by one
/// task, and the answers come back in the order of their numbers.
public enum ParallelChunks {
    /// The answers of `body` for 0..<`count`, in that order.
    ///
    /// Between pieces a worker looks whether the task is cancelled, and lets others use its thread.
    /// - Parameters:
    ///   - workerCount: how many tasks work at once, ≥ 1.
    ///   - makeScratch: makes what a worker keeps and reuses for all its pieces.
    ///   - cancellation: what is thrown when the task is cancelled.
    ///   - body: does one piece. Its first error stops the others and is thrown.
    @concurrent
    public static func map<Scratch, Value: Sendable, Failure: Error>(
        _ count: Int, workerCount: Int, makeScratch: @escaping @Sendable () -> Scratch,
        throwing cancellation: Failure,
        _ body: @escaping @Sendable (_ piece: Int, _ scratch: inout Scratch) throws(Failure) -> Value
    ) async throws(Failure) -> [Value] {
        let queue = PieceQueue(count: count)
        let outcomes = await withTaskGroup(of: Result<[(piece: Int, value: Value)], Failure>.self) { group in
            for _ in 0..<max(1, min(workerCount, count)) {
                group.addTask { await work(through: queue, makeScratch, cancellation, body) }
            }
            var outcomes: [Result<[(piece: Int, value: Value)], Failure>] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
        return try inOrder(outcomes, count: count)
    }

    /// One worker: takes pieces until there are none, or until somebody fails.
    @concurrent
    private static func work<Scratch, Value: Sendable, Failure: Error>(
        through queue: PieceQueue, _ makeScratch: @Sendable () -> Scratch, _ cancellation: Failure,
        _ body: @Sendable (Int, inout Scratch) throws(Failure) -> Value
    ) async -> Result<[(piece: Int, value: Value)], Failure> {
        var values: [(piece: Int, value: Value)] = []
        guard var piece = queue.next() else { return .success(values) }
        var scratch = makeScratch()
        while true {
            if Task.isCancelled {
                queue.stop()
                return .failure(cancellation)
            }
            do {
                values.append((piece, try body(piece, &scratch)))
            } catch {
                queue.stop()
                return .failure(error)
            }
            guard let following = queue.next() else { return .success(values) }
            piece = following
            await Task.yield()
        }
    }

    private static func inOrder<Value, Failure: Error>(
        _ outcomes: [Result<[(piece: Int, value: Value)], Failure>], count: Int
    ) throws(Failure) -> [Value] {
        var ordered = [Value?](repeating: nil, count: count)
        for outcome in outcomes {
            for (piece, value) in try outcome.get() { ordered[piece] = value }
        }
        return ordered.compactMap { $0 }
    }
}

/// Hands out 0..<count, each number once.
private final class PieceQueue: Sendable {
    private let count: Int
    private let taken = Atomic<Int>(0)

    init(count: Int) { self.count = count }

    func next() -> Int? {
        let piece = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        return piece < count ? piece : nil
    }

    /// No more pieces for anybody.
    func stop() { taken.store(count, ordering: .relaxed) }
}
