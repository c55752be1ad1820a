import Foundation
import Ops
import Testing

/// What the operations page says is what the program does.
struct `Operations page` {
    @Test func `its table of options is the program's list`() throws {
        let told = try DocumentedTable(heading: "Options").rows
        let options = ServerConfiguration.options.map { ["`\($0.name)`", $0.defaultText, $0.summary] }
        #expect(told == options)
    }

    /// The summaries of the limits on the same page name the defaults once more.
    @Test func `the limits it tells are options`() throws {
        let names = Set(ServerConfiguration.options.map { "--\($0.name)" })
        let told = try DocumentedTable(heading: "Limits").rows.flatMap { row in
            row[1].matches(of: /`(--[a-z-]+)`/).map { String($0.1) }
        }
        #expect(told.count >= 8)
        #expect(Set(told).subtracting(names).isEmpty)
    }
}

/// The first table under a heading of the operations page.
private struct DocumentedTable {
    var rows: [[String]] = []

    init(heading: String) throws {
        let page = URL(filePath: #filePath).appending(path: "../../../../Documentation/Operations.md").standardized
        let lines = try String(contentsOf: page, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex(of: "## \(heading)"), "the page has no heading '\(heading)'")
        let table = lines[start...].drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
        // The first two lines are the head and the rule under it.
        rows = table.dropFirst(2).map { line in
            line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }
}
