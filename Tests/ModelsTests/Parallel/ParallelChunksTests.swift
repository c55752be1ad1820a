import Models
import Synchronization
import Testing

@Suite struct `Work in pieces` {
    struct Refusal: Error, Equatable { var piece: Int }

    @Test(arguments: [0, 1, 2, 100], [1, 2, 3, 7])
    func `answers come back in the order of the pieces`(count: Int, workerCount: Int) async throws {
        let squares = try await ParallelChunks.map(
            count, workerCount: workerCount, makeScratch: {}, throwing: CancellationError()
        ) { (piece: Int, _: inout Void) throws(CancellationError) -> Int in piece * piece }
        #expect(squares == (0..<count).map { $0 * $0 })
    }

    @Test func `a worker keeps its scratch from piece to piece`() async throws {
        let sums = try await ParallelChunks.map(5, workerCount: 1, makeScratch: { 0 }, throwing: CancellationError()) {
            (piece: Int, sum: inout Int) throws(CancellationError) -> Int in
            sum += piece
            return sum
        }
        #expect(sums == [0, 1, 3, 6, 10])
    }

    @Test(arguments: [1, 4]) func `the first error stops the work and is thrown`(workerCount: Int) async {
        let done = Mutex(0)
        await #expect(throws: Refusal(piece: 3)) {
            try await ParallelChunks.map(
                100_000, workerCount: workerCount, makeScratch: {}, throwing: Refusal(piece: -1)
            ) { (piece: Int, _: inout Void) throws(Refusal) -> Void in
                if piece == 3 { throw Refusal(piece: piece) }
                done.withLock { $0 += 1 }
            }
        }
        #expect(done.withLock { $0 } < 99_999)
    }

    @Test(arguments: [1, 4]) func `a cancelled task stops between pieces`(workerCount: Int) async {
        let done = Mutex(0)
        let work = Task {
            try await ParallelChunks.map(
                100_000, workerCount: workerCount, makeScratch: {}, throwing: Refusal(piece: -1)
            ) { (piece: Int, _: inout Void) throws(Refusal) -> Void in
                done.withLock { $0 += 1 }
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        await #expect(throws: Refusal(piece: -1)) { try await work.value }
        #expect(done.withLock { $0 } <= workerCount)
    }

    @Test func `chunks of rows hold about equal work and every row once`() {
        let matrix = InteractionMatrix(
            rows: [0, 5, 1, 30, 2, 2, 2].map { count in (0..<count).map { ($0, 1) } }, columnCount: 30)
        let chunks = RowChunks(matrix, costOfRow: 1, targetCost: 8)
        #expect((0..<chunks.count).map { chunks[$0] } == [0..<3, 3..<4, 4..<7])
        let dense = RowChunks(rowCount: 10, size: 4)
        #expect((0..<dense.count).map { dense[$0] } == [0..<4, 4..<8, 8..<10])
        #expect(RowChunks(rowCount: 0, size: 4).count == 0)
    }
}
