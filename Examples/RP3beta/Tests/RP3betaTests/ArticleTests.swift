import Foundation
import Testing

/// The article “A model of your own” in the documentation of `Models` walks through this package.
@Suite struct ArticleTests {
    @Test func `the code that the article shows is the code of this package`() throws {
        let article = try lines(of: "../../Sources/Models/Models.docc/A-model-of-your-own.md")
        let blocks = article.split(separator: "```swift").dropFirst().map { $0.prefix { $0 != "```" } }
        // The others show how the model is used from elsewhere.
        let shown = blocks.filter { block in
            ["public struct", "import MarqueeCommands", "@Test"].contains { block.first?.hasPrefix($0) == true }
        }
        #expect(shown.count == 5)
        let here = try Set(sources().flatMap { try lines(of: $0) })
        let missing = shown.joined().filter { !$0.isEmpty && !here.contains($0) }
        #expect(missing.isEmpty)
    }

    private var package: URL { URL(filePath: #filePath).appending(path: "../../..").standardized }

    /// The package's own Swift files, as paths from its folder.
    private func sources() throws -> [String] {
        try ["Sources/RP3beta", "Sources/marquee-rp3beta", "Tests/RP3betaTests"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: package.appending(path: folder).path)
                .filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
        }
    }

    private func lines(of path: String) throws -> [String] {
        try String(contentsOf: package.appending(path: path).standardized, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
