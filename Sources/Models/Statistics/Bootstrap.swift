/// A mean and how sure it is.
public struct Estimate: Sendable, Equatable, Codable {
    /// Over everybody, without drawing.
    public var mean: Double
    /// The ends of the interval.
    public var low: Double
    /// The interval's upper end.
    public var high: Double

    public init(mean: Double, low: Double, high: Double) {
        self.mean = mean
        self.low = low
        self.high = high
    }
}

/// Bootstrap intervals of means (Efron 1979, the percentile method): the rows are drawn again and again with
/// replacement, and the middle 95 % of the means of the draws is the interval.
///
/// All columns see the same draws, so the interval of a difference of two columns is a paired one. Sample *s* has a
/// random stream of its own: the result does not depend on the number of workers.
public struct Bootstrap: Sendable {
    /// Draws, each as large as the data.
    public var sampleCount: Int
    /// Determines the draws.
    public var seed: UInt64
    /// 0…1, the share of the draws inside the interval.
    public var level: Double

    /// - Precondition: at least one sample, a level between 0 and 1.
    public init(sampleCount: Int = 1_000, seed: UInt64 = 42, level: Double = 0.95) {
        precondition(sampleCount >= 1 && level > 0 && level < 1, "a bootstrap has samples and a level below 1")
        self.sampleCount = sampleCount
        self.seed = seed
        self.level = level
    }

    /// The mean of each column with its interval; empty when there are no rows.
    ///
    /// - Parameter values: [rows, columns], row-major, all finite.
    /// - Complexity: O(samples · rows · columns), divided among the workers.
    /// - Throws: when the task is cancelled.
    public func estimates(
        _ values: [Double], columnCount: Int, workerCount: Int
    ) async throws(CancellationError) -> [Estimate] {
        precondition(columnCount >= 1 && values.count % columnCount == 0, "rows of equal length")
        let rowCount = values.count / columnCount
        guard rowCount > 0 else { return [] }
        let samples = try await ParallelChunks.map(
            sampleCount, workerCount: workerCount, makeScratch: {}, throwing: CancellationError()
        ) { sample, _ throws(CancellationError) in
            resampledMeans(values, rowCount: rowCount, columnCount: columnCount, stream: UInt64(sample))
        }
        let means = Self.means(values, rowCount: rowCount, columnCount: columnCount)
        return (0..<columnCount).map { column in
            let sorted = samples.map { $0[column] }.sorted()
            return Estimate(
                mean: means[column], low: Self.quantile((1 - level) / 2, ofSorted: sorted),
                high: Self.quantile((1 + level) / 2, ofSorted: sorted))
        }
    }

    func resampledMeans(_ values: [Double], rowCount: Int, columnCount: Int, stream: UInt64) -> [Double] {
        var random = SeededRandom(seed: seed, stream: stream)
        var sums = [Double](repeating: 0, count: columnCount)
        values.withUnsafeBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                for _ in 0..<rowCount {
                    let start = random.below(rowCount) * columnCount
                    for column in 0..<columnCount { sums[column] += values[start + column] }
                }
            }
        }
        return sums.map { $0 / Double(rowCount) }
    }

    /// The mean of each column.
    static func means(_ values: [Double], rowCount: Int, columnCount: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: columnCount)
        for start in stride(from: 0, to: values.count, by: columnCount) {
            for column in 0..<columnCount { sums[column] += values[start + column] }
        }
        return sums.map { $0 / Double(rowCount) }
    }

    /// The value below which a `share` of the sorted values lies, interpolated between neighbours (R's type 7, NumPy's
    /// default).
    static func quantile(_ share: Double, ofSorted sorted: [Double]) -> Double {
        let position = share * Double(sorted.count - 1)
        let below = Int(position)
        guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
        return sorted[below] + (position - Double(below)) * (sorted[below + 1] - sorted[below])
    }
}
