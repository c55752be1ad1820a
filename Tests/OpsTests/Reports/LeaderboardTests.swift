import Foundation
import Models
import Testing

@testable import Ops

@Suite struct LeaderboardTests {
    /// Even viewers like even films, odd ones the others; a fifth is left for the models to find.
    private static var log: InteractionLog {
        var events: [Interaction] = []
        for viewer in 0..<40 {
            for film in 0..<30 where film % 2 == viewer % 2 && (film * 7 + viewer * 3) % 5 != 0 {
                let time = Int64(film * 100 + viewer)
                events.append(
                    Interaction(
                        user: UserID("v\(viewer)"), item: ItemID("f\(film)"), kind: .rating, value: 5, timestamp: time))
            }
        }
        return InteractionLog(events)
    }

    private func report() async throws -> EvaluationReport {
        let split = Split(Self.log, protocol: .perUserRandom(seed: 1), settings: .keepAll)
        var options = ModelComparison.Options(
            models: ["als", "itemcf"],
            selection: ModelSelection.Options(training: TrainingOptions(workerCount: 2)), tunes: false)
        options.memory = ProcessMemory()
        return try await ModelComparison.run(
            split: split, settings: ["als": ["factors": .integer(4), "tolerance": .number(0)]], options: options)
    }

    @Test func `the page has pictures and every table, and needs nothing from elsewhere`() async throws {
        let report = try await report()
        let page = Leaderboard([report], command: "marquee evaluate --data <b>").html
        #expect(page.contains("Made by: marquee evaluate --data &lt;b&gt;"))
        #expect(page.components(separatedBy: "<svg").count == 1 + 3, "two of accuracy, one learning curve")
        for table in report.tables { #expect(page.contains(table.title.replacing("&", with: "&amp;"))) }
        #expect(!page.contains("<script") && !page.contains("src=") && !page.contains("href="))
        #expect(report.choice.map { page.contains("To serve: \($0.model)") } == true)
    }

    @Test func `what models need is measured`() async throws {
        let als = try #require(try await report()[model: "als"])
        #expect(als.learningCurve.count > 1 && als.learningCurve.allSatisfy { $0.loss > 0 })
        #expect(try #require(als.speed).ninetyNinth >= als.speed?.median ?? 0)
        #expect(als.groups.contains { $0.dimension == .activity })
        // No jemalloc in the tests: nobody can tell what is allocated; Linux tells what is resident.
        #expect(als.memory?.trainingPeak.map { $0 >= 0 } == true)
    }

    @Test func `no name stands in another or on a dot`() {
        var dots: [(x: Double, y: Double)] = []
        for place in 0..<12 { dots.append((x: 300 + Double(place % 3), y: 100 + Double(place / 3))) }
        var placement = LabelPlacement(dots: dots, width: 720, height: 300)
        let labels = dots.indices.map { placement.place("model \($0)", at: dots[$0]) }
        for (place, label) in labels.enumerated() {
            #expect((0...300).contains(label.y))
            for other in labels[..<place] where other.isLeft == label.isLeft && abs(other.x - label.x) < 40 {
                #expect(abs(other.y - label.y) >= 13)
            }
        }
    }
}
