import Foundation
import Models
import Testing

@Suite struct JudgedSlateTests {
    private static func slate(_ places: [Int], of length: Int = 12, relevant: Int) -> JudgedSlate {
        JudgedSlate((0..<length).map { places.contains($0) }, relevantCount: relevant)
    }

    // MARK: By hand

    @Test func `precision divides by the cut-off, recall by all relevant films`() {
        let judged = Self.slate([0, 3], of: 4, relevant: 5)
        #expect(judged.precision(at: 2) == 1.0 / 2)
        #expect(judged.precision(at: 10) == 2.0 / 10)
        #expect(judged.recall(at: 2) == 1.0 / 5)
        #expect(judged.recall(at: 10) == 2.0 / 5)
    }

    @Test func `a hit is found at its place and not before`() {
        let judged = Self.slate([3], relevant: 1)
        #expect(judged.hitRate(at: 3) == 0)
        #expect(judged.hitRate(at: 4) == 1)
        #expect(judged.reciprocalRank == 1.0 / 4)
    }

    @Test func `discounted gain is held against the best list of that length`() {
        // Hits on places 1 and 3 of 2 relevant films: (1 + 1/2) / (1 + 1/log2 3).
        let judged = Self.slate([0, 2], relevant: 2)
        #expect(abs(judged.normalizedDiscountedGain(at: 3) - 1.5 / (1 + 1 / log2(3))) < 1e-15)
        // The best list of one place has one hit, however many films are relevant.
        #expect(Self.slate([0], relevant: 9).normalizedDiscountedGain(at: 1) == 1)
    }

    @Test func `average precision counts what was not found`() {
        // Hits on places 1 and 4 of 3 relevant films: (1/1 + 2/4) / 3.
        #expect(Self.slate([0, 3], relevant: 3).averagePrecision == 0.5)
    }

    @Test func `an empty slate has nothing`() {
        let judged = JudgedSlate([], relevantCount: 2)
        #expect(judged.precision(at: 5) == 0)
        #expect(judged.recall(at: 5) == 0)
        #expect(judged.hitRate(at: 5) == 0)
        #expect(judged.normalizedDiscountedGain(at: 5) == 0)
        #expect(judged.reciprocalRank == 0)
        #expect(judged.averagePrecision == 0)
    }

    // MARK: Against trec_eval (pytrec_eval-terrier 0.5.11: P, recall, ndcg_cut, success, recip_rank, map_cut)

    struct Golden: Sendable {
        var places: [Int]
        var relevant: Int
        /// P_5, P_10, recall_5, recall_10, ndcg_cut_5, ndcg_cut_10, success_5, recip_rank, map_cut_12
        var values: [Double]
    }

    static let golden = [
        Golden(
            places: [1, 4, 6, 9, 11], relevant: 7,
            values: [0.4, 0.4, 0.285714285714, 0.571428571429, 0.345191342247, 0.450846861756, 1, 0.5, 0.306462585034]),
        Golden(places: [0, 1, 2], relevant: 3, values: [0.6, 0.3, 1, 1, 1, 1, 1, 1, 1]),
        Golden(places: [9], relevant: 1, values: [0, 0.1, 0, 1, 0, 0.289064826318, 0, 0.1, 0.1]),
        Golden(places: [], relevant: 4, values: [0, 0, 0, 0, 0, 0, 0, 0, 0]),
        Golden(
            places: [0, 2, 4, 6, 8, 10], relevant: 15,
            values: [0.6, 0.5, 0.2, 0.333333333333, 0.639945385423, 0.554898912642, 1, 1, 0.262607022607]),
    ]

    @Test(arguments: golden) func `the numbers are those of trec_eval`(golden: Golden) {
        let judged = Self.slate(golden.places, relevant: golden.relevant)
        let ours = [
            judged.precision(at: 5), judged.precision(at: 10), judged.recall(at: 5), judged.recall(at: 10),
            judged.normalizedDiscountedGain(at: 5), judged.normalizedDiscountedGain(at: 10), judged.hitRate(at: 5),
            judged.reciprocalRank, judged.averagePrecision,
        ]
        for (our, theirs) in zip(ours, golden.values) { #expect(abs(our - theirs) < 1e-11) }
    }

    // MARK: Properties

    /// 200 slates of random length, hits and number of relevant films.
    private static func random() -> [JudgedSlate] {
        var random = SeededRandom(seed: 7)
        return (0..<200).map { _ in
            let hits = (0..<random.below(40)).map { _ in random.below(3) == 0 }
            return JudgedSlate(hits, relevantCount: max(1, hits.count { $0 } + random.below(5)))
        }
    }

    @Test func `every metric is within 0 and 1`() {
        for judged in Self.random() {
            var values = [judged.reciprocalRank, judged.averagePrecision]
            for cutoff in [1, 5, 10, 100] {
                values += [
                    judged.precision(at: cutoff), judged.recall(at: cutoff), judged.hitRate(at: cutoff),
                    judged.normalizedDiscountedGain(at: cutoff),
                ]
            }
            #expect(values.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 })
        }
    }

    @Test func `recall and hit rate never fall as the list grows`() {
        for judged in Self.random() {
            for cutoff in 1..<45 {
                #expect(judged.recall(at: cutoff) <= judged.recall(at: cutoff + 1))
                #expect(judged.hitRate(at: cutoff) <= judged.hitRate(at: cutoff + 1))
            }
        }
    }

    @Test func `moving a hit one place up never lowers a metric`() {
        for judged in Self.random() {
            for place in judged.isRelevant.indices.dropFirst() where judged.isRelevant[place] {
                var better = judged
                better.isRelevant.swapAt(place, place - 1)
                #expect(better.normalizedDiscountedGain(at: 10) >= judged.normalizedDiscountedGain(at: 10) - 1e-15)
                #expect(better.averagePrecision >= judged.averagePrecision - 1e-15)
                #expect(better.reciprocalRank >= judged.reciprocalRank)
                #expect(better.precision(at: 5) >= judged.precision(at: 5))
            }
        }
    }
}
