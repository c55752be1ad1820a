import Foundation
import Models
import Testing

@Suite struct `An imbalance report` {
    /// a and b are men, c a woman; a likes two films, b and c one each; b dislikes one.
    private var report: ImbalanceReport {
        let viewers = [
            Viewer(id: "a", age: 17, gender: "M"), Viewer(id: "b", age: 25, gender: "M"),
            Viewer(id: "c", age: 34, gender: "F"),
        ]
        let movies = [
            Movie(id: "1", title: "1", genres: ["Drama"]), Movie(id: "2", title: "2", genres: ["Drama", "War"]),
        ]
        let events = [("a", "1", 5.0), ("a", "2", 5), ("b", "1", 5), ("b", "2", 1), ("c", "1", 5)].map {
            Interaction(user: UserID($0), item: ItemID($1), kind: .rating, value: $2, timestamp: 1)
        }
        let set = Preprocessor(InteractionLog(events), movies: movies, settings: .keepAll).trainingSet()
        return ImbalanceReport(set, viewers: viewers)
    }

    private func shares(_ dimension: GroupDimension) throws -> [String] {
        try #require(report[dimension]).groups.map { group in
            String(format: "\(group.name) %.3f %.3f %.3f", group.viewers, group.interactions, group.likes)
        }
    }

    @Test func `shares of viewers, of what they met and of what they liked, by hand`() throws {
        #expect(try shares(.gender) == ["F 0.333 0.200 0.250", "M 0.667 0.800 0.750"])
        #expect(try shares(.age) == ["under 18 0.333 0.400 0.500", "25–34 0.667 0.600 0.500"])
        // Of 3 viewers: a and b met film 1 and half a War each … (0.75 + 0.75 + 1) / 3 are Drama's.
        #expect(try shares(.genre) == ["Drama 0.833 0.800 0.875", "War 0.167 0.200 0.125"])
        #expect(try #require(report[.activity]).groups.count == 3)
    }

    @Test func `evenness is exp(entropy), and the largest by the smallest`() throws {
        let gender = try #require(report[.gender])
        // 2/3 and 1/3: 3 / 2^(2/3).
        #expect(abs(gender.viewers.effectiveGroups - 1.889_881_574_842_31) < 1e-12)
        #expect(abs(gender.viewers.largestToSmallest - 2) < 1e-12)
        #expect(abs(gender.likes.largestToSmallest - 3) < 1e-12)
        #expect(ImbalanceReport.Evenness([0.25, 0.25, 0, 0.25, 0.25]).effectiveGroups == 4)
        #expect(ImbalanceReport.Evenness([0, 0]).effectiveGroups == 0)
    }

    @Test func `nothing at all is reported too`() throws {
        let empty = ImbalanceReport(Preprocessor(InteractionLog([]), movies: []).trainingSet(), viewers: [])
        #expect(empty.dimensions.flatMap(\.groups).isEmpty)
        let read = try JSONDecoder().decode(ImbalanceReport.self, from: JSONEncoder().encode(report))
        #expect(read == report)
    }
}
