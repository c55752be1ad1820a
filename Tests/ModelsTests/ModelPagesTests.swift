import Foundation
import Models
import Testing

/// What the pages of the models say is what the catalogue has.
struct `Model pages` {
    @Test(arguments: PluginCatalogue.standard.names)
    func `every model has a page, which the index names`(name: String) throws {
        #expect(try text(of: "Models/\(name).md").hasPrefix("# `\(name)`"))
        #expect(try text(of: "Models.md").contains("| [`\(name)`](Models/\(name).md) |"))
    }

    @Test func `there is no page of a model that is not there`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: documentation.appending(path: "Models").path)
        #expect(Set(files) == Set(PluginCatalogue.standard.names.map { "\($0).md" }))
    }

    @Test(arguments: PluginCatalogue.standard.names)
    func `a page tells every setting, each with its default`(name: String) throws {
        let plugin = try #require(PluginCatalogue.standard[name])
        let told = DocumentedSettings(page: try text(of: "Models/\(name).md"))
        for setting in plugin.settings where !told.areElsewhere(setting.name) {
            let row = try #require(told.row(of: setting.name), "\(setting.name) of \(name) is not told")
            #expect(row.defaultText(of: setting.name) == setting.defaultValue.written, "\(setting.name) of \(name)")
        }
        let unknown = told.rows.map(\.name).filter { told in !plugin.settings.contains { $0.name.hasPrefix(told) } }
        #expect(unknown.isEmpty)
    }

    @Test(arguments: PluginCatalogue.standard.names)
    func `what a page gives as a setting's range is taken, and nothing beyond`(name: String) throws {
        let plugin = try #require(PluginCatalogue.standard[name])
        let told = DocumentedSettings(page: try text(of: "Models/\(name).md"))
        // What a part counts is read where it is a part.
        let weighed = plugin.settings.map(\.name).filter { $0.hasPrefix("weight.") }.map { $0.dropFirst(7) }
        let parts: ModelSettings = weighed.isEmpty ? [:] : ["parts": .text(weighed.joined(separator: ","))]
        for setting in plugin.settings {
            guard let row = told.row(of: setting.name), let range = row.range(as: setting.defaultValue) else {
                continue
            }
            for value in range.taken {
                #expect(throws: Never.self) {
                    _ = try plugin.makeTrainer([setting.name: value].merging(parts) { own, _ in own })
                }
            }
            for value in range.refused {
                #expect(throws: SettingError.self, "\(setting.name)=\(value) of \(name)") {
                    _ = try plugin.makeTrainer([setting.name: value].merging(parts) { own, _ in own })
                }
            }
        }
    }

    private let documentation = URL(filePath: #filePath).appending(path: "../../../Documentation").standardized

    private func text(of page: String) throws -> String {
        try String(contentsOf: documentation.appending(path: page), encoding: .utf8)
    }
}

/// The table under “Settings” of a page. A name that ends in … stands for all that begin so.
private struct DocumentedSettings {
    struct Row {
        var name: String
        private var given: String
        private var allowed: String

        init(name: String, given: String, allowed: String) {
            self.name = name.hasSuffix("…") ? String(name.dropLast()) : name
            self.given = given
            self.allowed = allowed
        }

        /// Whether another page tells them.
        var isElsewhere: Bool { given == "as there" }

        /// Of `1; weight.content 0.1` the second for that name and the first for the others.
        func defaultText(of setting: String) -> String {
            let cases = given.split(separator: ";").map { $0.filter { $0 != "`" }.trimmingCharacters(in: .whitespaces) }
            let own = cases.first { $0.hasPrefix("\(setting) ") }?.dropFirst(setting.count + 1)
            let text = own.map(String.init) ?? cases[0]
            return text.first?.isNumber == true ? text.filter { $0 != "," } : text
        }

        /// The ends of `1…1,000` and what lies beyond them, or the words of a list and one that is not among them.
        func range(as value: SettingValue) -> (taken: [SettingValue], refused: [SettingValue])? {
            switch value {
            case .flag: return ([.flag(true), .flag(false)], [.text("perhaps")])
            case .text:
                let words = allowed.matches(of: /`([^`]+)`/).map { SettingValue.text(String($0.1)) }
                return words.isEmpty ? nil : (words, [.text("nothing-of-these")])
            case .integer, .number:
                let plain = allowed.filter { $0 != "," }.replacing("−", with: "-")
                let ends = plain.split(separator: "…").compactMap { Double($0) }
                guard ends.count == 2 else { return nil }
                if case .integer = value { return Self.wholeNumbers(Int(ends[0]), Int(ends[1])) }
                let below = ends[0] > 0 ? ends[0] / 2 : -0.001
                return (ends.map { .number($0) }, [.number(below), .number(ends[1] * 1.001)])
            }
        }

        private static func wholeNumbers(_ first: Int, _ last: Int) -> (taken: [SettingValue], refused: [SettingValue])
        {
            ([.integer(first), .integer(last)], [.integer(first - 1), .integer(last + 1)])
        }
    }

    private(set) var rows: [Row] = []

    init(page: String) {
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        let section = lines.drop { $0 != "## Settings" }.dropFirst().prefix { !$0.hasPrefix("## ") }
        for line in section where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            for name in cells[0].matches(of: /`([^`]+)`/) {
                rows.append(Row(name: String(name.1), given: cells[1], allowed: cells[2]))
            }
        }
    }

    func areElsewhere(_ name: String) -> Bool { rows.contains { $0.isElsewhere && name.hasPrefix($0.name) } }

    /// The row that tells `name`; its own before one that stands for several.
    func row(of name: String) -> Row? {
        let told = rows.filter { !$0.isElsewhere }
        return told.first { $0.name == name } ?? told.first { $0.name.hasSuffix(".") && name.hasPrefix($0.name) }
    }
}

extension SettingValue {
    /// As a page has it: whole numbers without a fraction.
    fileprivate var written: String {
        if case .number(let number) = self, let whole = Int(exactly: number) { return "\(whole)" }
        return description
    }
}
