import Testing

@testable import Actors

@Suite struct LatencyHistogramTests {
    private func histogram(_ microseconds: some Sequence<Int>) -> LatencyHistogram {
        var histogram = LatencyHistogram()
        for value in microseconds { histogram.record(.microseconds(value)) }
        return histogram
    }

    /// Within 1 %, the histogram's promise.
    private func isNear(_ measured: Duration?, _ expected: Duration) -> Bool {
        guard let measured else { return false }
        return abs(measured.inSeconds - expected.inSeconds) <= 0.01 * expected.inSeconds
    }

    @Test func `nothing recorded has no latency`() {
        let empty = LatencyHistogram()
        #expect(empty.mean == nil)
        #expect(empty.percentile(99) == nil)
        #expect(empty.largest == nil)
        #expect(empty.count == 0)
    }

    @Test func `of 1 to 100 microseconds the mean is 50.5 and the nearest ranks are 50, 95 and 99`() {
        let measured = histogram(1...100)
        #expect(measured.mean == .nanoseconds(50_500))
        #expect(measured.total == .microseconds(5_050))
        #expect(isNear(measured.percentile(50), .microseconds(50)))
        #expect(isNear(measured.percentile(95), .microseconds(95)))
        #expect(isNear(measured.percentile(99), .microseconds(99)))
        #expect(isNear(measured.largest, .microseconds(100)))
    }

    @Test func `one slow answer in a hundred shows above the 99th percentile only`() {
        let measured = histogram(Array(repeating: 100, count: 99) + [50_000])
        #expect(isNear(measured.percentile(99), .microseconds(100)))
        #expect(isNear(measured.percentile(100), .microseconds(50_000)))
    }

    @Test func `adding is as recording both`() {
        var sum = histogram(1...500)
        sum.add(histogram(501...1_000))
        let both = histogram(1...1_000)
        #expect(sum.count == 1_000)
        #expect(sum.mean == both.mean)
        for percent in [0, 1, 50, 90, 99, 100] as [Double] {
            #expect(sum.percentile(percent) == both.percentile(percent))
        }
    }

    @Test func `latencies beyond the range are kept at its ends`() {
        var histogram = LatencyHistogram()
        histogram.record(.seconds(-1))
        histogram.record(.seconds(Int64.max))
        histogram.record(.zero)
        #expect(histogram.count == 3)
        #expect(histogram.percentile(50) == .zero)
        #expect(isNear(histogram.largest, .seconds(60)))
    }

    @Test func `counts up to a bound are cumulative`() {
        let measured = histogram([10, 20, 80, 400, 2_000])
        #expect(measured.count(upTo: .microseconds(50)) == 2)
        #expect(measured.count(upTo: .microseconds(100)) == 3)
        #expect(measured.count(upTo: .seconds(5)) == 5)
        #expect(LatencySummary(measured).cumulative.last == 5)
        #expect(LatencySummary(measured).cumulative == LatencySummary(measured).cumulative.sorted())
    }

    @Test func `a reset histogram is empty`() {
        var measured = histogram(1...10)
        measured.reset()
        #expect(measured.count == 0)
        #expect(measured.total == .zero)
    }
}
