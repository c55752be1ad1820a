import Foundation
import Models
import Testing

@Suite struct RankingMetricTests {
    @Test func `names read back, whatever the case`() {
        for metric in RankingMetric.standard(cutoffs: [5, 10, 20]) {
            #expect(RankingMetric(name: metric.name) == metric)
            #expect(RankingMetric(name: metric.name.uppercased()) == metric)
        }
    }

    @Test(arguments: ["", "ndcg", "ndcg@", "ndcg@0", "ndcg@-1", "ndcg@x", "mrr@10", "auc@10", "map@"])
    func `other names are no metric`(name: String) {
        #expect(RankingMetric(name: name) == nil)
    }

    @Test func `models are ranked by NDCG at the middle cut-off, whatever the order`() {
        #expect(
            RankingMetric.headline(among: [.discountedGain(20), .recall(3), .discountedGain(5)]) == .discountedGain(20))
        #expect(
            RankingMetric.headline(among: [.discountedGain(20), .discountedGain(5), .discountedGain(10), .recall(50)])
                == .discountedGain(10))
        #expect(RankingMetric.headline(among: [.recall(10), .averagePrecision]) == nil)
    }

    @Test func `a metric is its name in JSON, as a value and as a key`() throws {
        let values: [RankingMetric: Double] = [.discountedGain(10): 0.5]
        let json = try JSONEncoder().encode(values)
        #expect(String(decoding: json, as: UTF8.self) == #"{"ndcg@10":0.5}"#)
        #expect(try JSONDecoder().decode([RankingMetric: Double].self, from: json) == values)
        #expect(try JSONDecoder().decode([RankingMetric].self, from: Data(#"["mrr"]"#.utf8)) == [.reciprocalRank])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([RankingMetric].self, from: Data(#"["luck"]"#.utf8))
        }
    }
}
