import Foundation
import Testing

@testable import Gateway

/// What the operations page says of `/metrics` is what `/metrics` says.
@Suite struct MetricsPageTests {
    @Test func `every metric is on the operations page with its help, and no other`() async throws {
        let world = GatewayWorld()
        _ = try await world.get("/popular")
        let told = try documentedMetrics()
        #expect(try await printedMetrics(world) == told)
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
