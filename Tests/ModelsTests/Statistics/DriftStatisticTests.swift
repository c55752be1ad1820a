import Foundation
import Models
import Testing

private func classes(_ counts: Int...) -> ClassCounts {
    ClassCounts(labels: counts.indices.map { "\($0)" }, counts: counts)
}

private func isClose(_ value: Double?, _ expected: Double) -> Bool { value.map { abs($0 - expected) < 1e-12 } ?? false }

@Suite struct `Drift statistics` {
    @Test func `the stability index of halves that became a quarter and three is a quarter of ln 3`() {
        // (¼ − ½) · ln(¼ / ½) + (¾ − ½) · ln(¾ / ½) = ¼ · (ln 2 + ln 1.5).
        #expect(isClose(PopulationStability.index(from: classes(5, 5), to: classes(1, 3)), log(3) / 4))
    }

    @Test func `equal shares have no instability, whatever the counts`() {
        #expect(PopulationStability.index(from: classes(1, 3), to: classes(10, 30)) == 0)
        #expect(JensenShannon.divergence(classes(1, 3), classes(10, 30)) == 0)
    }

    @Test func `a class that empties counts as a ten-thousandth`() {
        // By NumPy 2.4.6: shares of (6, 11, 27, 34, 22) and (12, 9, 30, 61, 0), raised to 0.0001.
        let index = PopulationStability.index(from: classes(6, 11, 27, 34, 22), to: classes(12, 9, 30, 61, 0))
        #expect(isClose(index, 1.825480947206724))
    }

    @Test func `the divergence of certainty and a fair coin`() {
        // m = (¾, ¼): ½ · log₂ 4⁄3 + ½ · (½ · log₂ ⅔ + ½ · log₂ 2).
        let expected = 0.5 * log2(4.0 / 3) + 0.5 * (0.5 * log2(2.0 / 3) + 0.5)
        #expect(isClose(JensenShannon.divergence(classes(7, 0), classes(2, 2)), expected))
    }

    @Test func `distributions without a common class diverge by 1`() {
        #expect(JensenShannon.divergence(classes(3, 0), classes(0, 9)) == 1)
    }

    @Test func `the divergence is SciPy's distance squared`() {
        // scipy.spatial.distance.jensenshannon(p, q, base=2) ** 2, SciPy 1.17.1.
        let divergence = JensenShannon.divergence(classes(6, 11, 27, 34, 22), classes(12, 9, 30, 61, 0))
        #expect(isClose(divergence, 0.13376604953896473))
    }

    @Test func `classes are matched by name, not by place`() {
        let before = ClassCounts(["Drama": 3, "Comedy": 1])
        let now = ClassCounts(labels: ["Drama", "Western", "Comedy"], counts: [6, 0, 2])
        #expect(JensenShannon.divergence(before, now) == 0)
    }

    @Test func `nothing counted has no distance`() {
        #expect(PopulationStability.index(from: classes(0, 0), to: classes(1, 0)) == nil)
        #expect(JensenShannon.divergence(classes(1, 0), classes(0, 0)) == nil)
        #expect(KolmogorovSmirnov.statistic([], [1]) == nil)
    }

    @Test func `two samples a step apart differ by a third`() {
        // After 1: ⅓ against 0; after 2: ⅔ against ⅓; after 3: 1 against ⅔.
        #expect(isClose(KolmogorovSmirnov.statistic([3, 1, 2], [2, 3, 4]), 1.0 / 3))
        #expect(KolmogorovSmirnov.statistic([1, 2], [3, 4]) == 1)
        #expect(KolmogorovSmirnov.statistic([1, 1, 2], [1, 2, 1]) == 0)
    }

    @Test func `ties are taken together, as SciPy does`() {
        // scipy.stats.ks_2samp(...).statistic, SciPy 1.17.1.
        let left = [0.1, 0.4, 0.4, 0.7, 1.3, 2.0, 2.0]
        let right = [0.4, 0.5, 0.9, 1.3, 2.0, 2.5, 3.1, 3.1, 4.0]
        #expect(isClose(KolmogorovSmirnov.statistic(left, right), 0.4444444444444444))
    }
}

@Suite struct `Spread statistics` {
    @Test func `entropy is 0 for one class and 2 bits for four equal ones`() {
        #expect(Entropy.bits(classes(9, 0)) == 0)
        #expect(isClose(Entropy.bits(classes(2, 2, 2, 2)), 2))
        #expect(Entropy.bits(classes(0, 0)) == nil)
    }

    @Test func `entropy agrees with SciPy`() {
        // scipy.stats.entropy([6, 11, 27, 34, 22], base=2), SciPy 1.17.1.
        #expect(isClose(Entropy.bits(classes(6, 11, 27, 34, 22)), 2.1135890139718954))
    }

    @Test func `a film of two genres gives half to each`() {
        let mix = GenreMix.counts([
            (genres: ["Drama", "War"], count: 1), (genres: ["Drama"], count: 2), (genres: [], count: 7),
        ])
        #expect(mix == ClassCounts(labels: ["Drama", "War"], counts: [2_500, 500]))
    }

    @Test func `the overlap of genres is common over all`() {
        #expect(GenreMix.overlap(["Drama", "War"], ["War"]) == 0.5)
        #expect(GenreMix.overlap(["Drama"], ["Comedy"]) == 0)
        #expect(GenreMix.overlap([], []) == nil)
    }

    @Test func `the skew of three zeros and a one is 2 over the root of 3`() {
        // Mean ¼, m₂ = 3⁄16, m₃ = 3⁄32.
        let moments = Moments([0, 0, 0, 1])
        #expect(isClose(moments?.skewness, 2 / 3.0.squareRoot()))
        #expect(Moments([2, 2])?.skewness == nil)
        #expect(Moments([]) == nil)
    }

    @Test func `weighted moments agree with SciPy`() throws {
        // scipy.stats.skew, numpy.mean and numpy.std of 6 ones, 11 twos, 27 threes, 34 fours, 22 fives.
        let moments = try #require(
            Moments([(1.0, 6), (2.0, 11), (3.0, 27), (4.0, 34), (5.0, 22)].map { (value: $0.0, count: $0.1) }))
        #expect(isClose(moments.mean, 3.55) && isClose(moments.standardDeviation, 1.1258330249197706))
        #expect(isClose(moments.skewness, -0.5240038401293177))
    }

    @Test func `percentiles are NumPy's`() throws {
        // numpy.percentile([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], [50, 95, 99]).
        let found = try #require(Percentiles([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]))
        #expect(isClose(found.p50, 4) && isClose(found.p95, 7.5) && isClose(found.p99, 8.7))
    }

    @Test func `concentration counts the films that were never shown`() {
        // Σ (2i − 5) · i for i = 1…4 is 10; 10 / (4 · 10). One of four with everything: 1 − ¼.
        #expect(Concentration.gini([4, 1, 3, 2], population: 4) == 0.25)
        #expect(Concentration.gini([3], population: 4) == 0.75)
        #expect(Concentration.gini([], population: 4) == nil)
    }
}
