extension Bootstrap {
    /// Ratios of sums with their intervals: Σ numerators / Σ denominators over the rows, for figures that are not a mean
    /// of rows (clicks of all viewers / places shown to all of them).
    ///
    /// - Parameter values: [rows, 2 · ratios], row-major: numerator and denominator of each ratio in turn, finite.
    /// - Returns: for each ratio its estimate, nil when the denominators add up to 0. Draws in which they do are left out
    ///   of the interval.
    /// - Complexity: O(samples · rows · ratios), divided among the workers.
    /// - Throws: when the task is cancelled.
    public func ratios(
        _ values: [Double], ratioCount: Int, workerCount: Int
    ) async throws(CancellationError) -> [Estimate?] {
        let columnCount = 2 * ratioCount
        precondition(ratioCount >= 1 && values.count % columnCount == 0, "rows of equal length")
        let rowCount = values.count / columnCount
        guard rowCount > 0 else { return Array(repeating: nil, count: ratioCount) }
        let samples = try await ParallelChunks.map(
            sampleCount, workerCount: workerCount, makeScratch: {}, throwing: CancellationError()
        ) { sample, _ throws(CancellationError) in
            resampledMeans(values, rowCount: rowCount, columnCount: columnCount, stream: UInt64(sample))
        }
        let means = Self.means(values, rowCount: rowCount, columnCount: columnCount)
        return (0..<ratioCount).map { ratio in
            guard let estimate = Self.ratio(ratio, of: means) else { return nil }
            let sorted = samples.compactMap { Self.ratio(ratio, of: $0) }.sorted()
            guard !sorted.isEmpty else { return Estimate(mean: estimate, low: estimate, high: estimate) }
            return Estimate(
                mean: estimate, low: Self.quantile((1 - level) / 2, ofSorted: sorted),
                high: Self.quantile((1 + level) / 2, ofSorted: sorted))
        }
    }

    private static func ratio(_ ratio: Int, of means: [Double]) -> Double? {
        means[2 * ratio + 1] == 0 ? nil : means[2 * ratio] / means[2 * ratio + 1]
    }
}
