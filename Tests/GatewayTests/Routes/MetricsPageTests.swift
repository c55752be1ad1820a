import Actors
import Foundation
import Models
import TestSupport
import Testing

@testable import Gateway

/// What the operations page says of `/metrics` is what `/metrics` says.
@Suite struct MetricsPageTests {
    @Test func `every metric is on the operations page with its help, and no other`() async throws {
        let world = GatewayWorld()
        await world.store.swap(to: try Self.indexed)
        _ = try await world.get("/popular")
        let told = try documentedMetrics()
        #expect(try await printedMetrics(world) == told)
    }

    /// The fixture with an index of similar films: it has a figure of its own.
    private static var indexed: ServingSnapshot {
        get throws {
            let small = ServingSnapshot.small
            let training = TrainingSet.fixture(likes: [[0, 2], [4], []], itemCount: 8)
            return try ServingSnapshot(
                version: small.version, model: small.model, users: small.users, items: small.items, seen: small.seen,
                popularity: small.popularity, catalogue: small.catalogue, trainedAt: small.trainedAt,
                indexedSimilarity: IndexedSimilarity(NearestNothing(), exact: PartnerRecommender(training)))
        }
    }

    /// Name to help, from the text.
    private func printedMetrics(_ world: GatewayWorld) async throws -> [String: String] {
        var found: [String: String] = [:]
        for line in try await world.get("/metrics").text.split(separator: "\n") where line.hasPrefix("# HELP ") {
            let words = line.dropFirst("# HELP ".count).split(separator: " ", maxSplits: 1)
            found[String(words[0])] = String(words[1])
        }
        return found
    }

    /// Name to meaning, from the table under the heading.
    private func documentedMetrics() throws -> [String: String] {
        let page = URL(filePath: #filePath).appending(path: "../../../../Documentation/Operations.md").standardized
        let text = try String(contentsOf: page, encoding: .utf8)
        let section = try #require(text.range(of: "\n## Metrics\n"))
        var found: [String: String] = [:]
        for line in text[section.upperBound...].split(separator: "\n") {
            if line.hasPrefix("## ") { break }
            guard line.hasPrefix("| `"), case let cells = line.split(separator: "|"), cells.count == 3 else { continue }
            let name = cells[0].trimmingCharacters(in: CharacterSet(charactersIn: " `"))
            found[name] = cells[2].trimmingCharacters(in: .whitespaces)
        }
        return found
    }
}

/// An index that finds nothing.
private struct NearestNothing: SimilarItemIndex {
    let name = "nothing"
    let itemCount = 8

    func findNearest(to item: ItemNumber, count: Int, into slate: inout [ScoredItem]) -> Bool {
        slate = []
        return false
    }
}
