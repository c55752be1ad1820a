import Models
import Testing

@Suite struct RankBiasedOverlapTests {
    /// By hand, p = 0.9. Shared down to each depth: 1, 1, 2. (0.1 / 0.9) · (1/1 · 0.9 + 1/2 · 0.81 + 2/3 · 0.729)
    /// + 2/3 · 0.729 = 0.199 + 0.486.
    @Test func `lists of equal length, by hand`() throws {
        let value = try #require(RankBiasedOverlap.extrapolated(["a", "b", "c"], ["a", "c", "d"]))
        #expect(abs(value - 0.685) < 1e-12)
    }

    @Test func `lists of different lengths, by hand`() throws {
        // p = 0.5, s = 1, l = 3. Shared: 0, 1, 1, so X_s = 0, X_l = 1.
        // Σ X_d / d · p^d = 0 + 1/2 · 0.25 + 1/3 · 0.125 = 1/6; nothing is added after s, as X_s is 0;
        // + (1/3 + 0) · 0.125 = 1/24. Together 5/24.
        let value = try #require(RankBiasedOverlap.extrapolated(["b"], ["a", "b", "c"], persistence: 0.5))
        #expect(abs(value - 5.0 / 24) < 1e-12)
        // The order of the two lists does not matter.
        #expect(RankBiasedOverlap.extrapolated(["a", "b", "c"], ["b"], persistence: 0.5) == value)
    }

    @Test func `a list agrees wholly with itself and with its beginning`() throws {
        let list = (0..<50).map { $0 }
        #expect(abs(try #require(RankBiasedOverlap.extrapolated(list, list)) - 1) < 1e-12)
        #expect(abs(try #require(RankBiasedOverlap.extrapolated(Array(list.prefix(7)), list)) - 1) < 1e-12)
    }

    @Test func `lists that share nothing, and empty ones`() {
        #expect(RankBiasedOverlap.extrapolated([1, 2], [3, 4]) == 0)
        #expect(RankBiasedOverlap.extrapolated([1, 2], []) == 0)
        #expect(RankBiasedOverlap.extrapolated([Int](), []) == nil)
    }

    @Test func `the first places count more than the last`() throws {
        let list = (0..<20).map { $0 }
        var top = list, bottom = list
        top[0] = 100
        bottom[19] = 100
        #expect(
            try #require(RankBiasedOverlap.extrapolated(list, top))
                < #require(RankBiasedOverlap.extrapolated(list, bottom)))
    }
}
