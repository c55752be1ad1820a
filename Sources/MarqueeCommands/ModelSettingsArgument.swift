import ArgumentParser
import Models

/// `--set name=value`, as often as wanted.
struct ModelSettingsArgument: ParsableArguments {
    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("A setting of the model; may be repeated.", valueName: "name=value"))
    var given: [String] = []

    /// The settings for `model`. `als.factors=32` is for a model inside a blend, `factors=32` for the model itself.
    func settings(of model: String) throws -> ModelSettings {
        var settings: ModelSettings = [:]
        for text in given {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw ValidationError("--set takes name=value, not '\(text)'; `marquee train --help` lists the names")
            }
            settings[String(text[..<equals])] = SettingValue(parsing: String(text[text.index(after: equals)...]))
        }
        if let plugin = CommandModels.catalogue[model] { _ = try plugin.makeTrainer(settings) }
        return settings
    }

    /// Every model with its settings, for `--help`.
    static var catalogue: String {
        CommandModels.catalogue.names.compactMap { CommandModels.catalogue[$0] }.map { plugin in
            let settings = plugin.settings.map {
                hanging("\($0.name)=\($0.defaultValue)  \($0.summary)", first: 6, rest: 10)
            }
            return ([hanging("\(plugin.name): \(plugin.summary)", first: 2, rest: 4)] + settings)
                .joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// `text` in lines of a terminal's usual width, the first one indented by `first` blanks, the others by `rest`.
    private static func hanging(_ text: String, first: Int, rest: Int) -> String {
        var lines = [String(repeating: " ", count: first)]
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if lines[lines.count - 1].count + word.count + 1 > 79 { lines.append(String(repeating: " ", count: rest)) }
            let isFirst = lines[lines.count - 1].allSatisfy { $0 == " " }
            lines[lines.count - 1] += isFirst ? word : " " + word
        }
        return lines.joined(separator: "\n")
    }
}

/// `--protocol`.
enum SplitArgument {
    static func parse(_ name: String, seed: UInt64) throws -> SplitProtocol {
        guard let found = SplitProtocol(name: name, seed: seed) else {
            throw ValidationError(
                "--protocol takes one of \(SplitProtocol.names.joined(separator: ", ")), not '\(name)'")
        }
        return found
    }
}
