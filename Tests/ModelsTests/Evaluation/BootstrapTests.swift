import Models
import Testing

@Suite struct BootstrapTests {
    @Test func `a constant column has an interval of no width`() async throws {
        let estimates = try await Bootstrap(sampleCount: 50).estimates(
            [Double](repeating: 0.25, count: 30), columnCount: 1, workerCount: 2)
        #expect(estimates == [Estimate(mean: 0.25, low: 0.25, high: 0.25)])
    }

    @Test func `no rows have no estimate`() async throws {
        #expect(try await Bootstrap().estimates([], columnCount: 3, workerCount: 1).isEmpty)
    }

    @Test func `the interval is that of the normal approximation for a thousand rows`() async throws {
        // 0 and 1 in turn: standard deviation 0.5, so 1.96 · 0.5 / √1000 = 0.031 each side. 2,000 draws put the ends
        // within 0.004 of that.
        let values = (0..<1_000).map { Double($0 % 2) }
        let estimate = try await Bootstrap(sampleCount: 2_000).estimates(values, columnCount: 1, workerCount: 2)[0]
        #expect(estimate.mean == 0.5)
        #expect(abs(estimate.low - (0.5 - 0.031)) < 0.004)
        #expect(abs(estimate.high - (0.5 + 0.031)) < 0.004)
    }

    @Test func `columns see the same draws`() async throws {
        var random = SeededRandom(seed: 3)
        let values = (0..<40).flatMap { _ in
            let value = Double(random.below(100))
            return [value, value + 5]
        }
        let estimates = try await Bootstrap(sampleCount: 200).estimates(values, columnCount: 2, workerCount: 1)
        #expect(abs(estimates[1].low - estimates[0].low - 5) < 1e-9)
        #expect(abs(estimates[1].high - estimates[0].high - 5) < 1e-9)
    }

    @Test func `a seed determines the interval, whatever the number of workers`() async throws {
        var random = SeededRandom(seed: 1)
        let values = (0..<99).map { _ in Double(random.below(1_000)) }
        let one = try await Bootstrap(seed: 5).estimates(values, columnCount: 3, workerCount: 1)
        #expect(try await Bootstrap(seed: 5).estimates(values, columnCount: 3, workerCount: 4) == one)
        #expect(try await Bootstrap(seed: 6).estimates(values, columnCount: 3, workerCount: 4) != one)
    }

    @Test func `cancelling stops it`() async {
        let task = Task { () throws(CancellationError) in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await Bootstrap().estimates([1, 2], columnCount: 1, workerCount: 2)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `streams of one seed differ, and numbers stay below their bound`() {
        var first = SeededRandom(seed: 1, stream: 0)
        var second = SeededRandom(seed: 1, stream: 1)
        #expect((0..<8).map { _ in first.next() } != (0..<8).map { _ in second.next() })
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<7_000 { counts[first.below(7)] += 1 }
        // 1,000 each, standard deviation 29.
        #expect(counts.allSatisfy { abs($0 - 1_000) < 150 })
    }
}
