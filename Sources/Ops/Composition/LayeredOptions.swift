public import Foundation
import Models

/// Options from three places, the nearest winning: the command line, `MARQUEE_…` variables, a JSON file.
///
/// Keeps where each value came from, so that a wrong one is told with its place, and refuses names it does not know,
/// so that a misspelt option is not silently ignored.
public struct LayeredOptions: Sendable {
    /// A value and the place a person would change it.
    public struct Value: Sendable, Equatable {
        public var text: String
        public var origin: String
    }

    private var values: [String: Value] = [:]

    /// - Parameters:
    ///   - names: every option there is, in kebab case (`idle-timeout`).
    ///   - flags: what the command line gave, by name.
    ///   - environment: the process's variables; `idle-timeout` is read from `MARQUEE_IDLE_TIMEOUT`. An empty one counts
    ///     as absent: `MARQUEE_HOME=` is how a deployment's template says nothing.
    ///   - file: a JSON object of names to values, and the path to tell in errors.
    /// - Throws: `ConfigurationError` for a file that is no JSON object, and for a name it has that is no option.
    public init(
        names: [String], flags: [String: String], environment: [String: String], file: (path: String, content: Data)?
    ) throws(ConfigurationError) {
        if let file { try read(file.content, path: file.path, names: names) }
        for name in names {
            let variable = Self.variable(for: name)
            if let text = environment[variable], !text.isEmpty { values[name] = Value(text: text, origin: variable) }
            if let text = flags[name] { values[name] = Value(text: text, origin: "--\(name)") }
        }
    }

    /// `idle-timeout` → `MARQUEE_IDLE_TIMEOUT`.
    public static func variable(for name: String) -> String {
        "MARQUEE_" + name.uppercased().replacing("-", with: "_")
    }

    public subscript(name: String) -> Value? { values[name] }

    public func integer(_ name: String, default fallback: Int, in range: ClosedRange<Int>) throws(ConfigurationError)
        -> Int
    {
        guard let value = values[name] else { return fallback }
        guard let number = Int(value.text), range.contains(number) else {
            throw wrong(value, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    public func number(
        _ name: String, default fallback: Double, in range: ClosedRange<Double>
    ) throws(ConfigurationError) -> Double {
        guard let value = values[name] else { return fallback }
        guard let number = Double(value.text), range.contains(number) else {
            throw wrong(value, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    public func flag(_ name: String, default fallback: Bool) throws(ConfigurationError) -> Bool {
        guard let value = values[name] else { return fallback }
        switch value.text.lowercased() {
        case "true", "yes", "1", "on": return true
        case "false", "no", "0", "off": return false
        default: throw wrong(value, "true or false")
        }
    }

    public func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, default fallback: Choice
    ) throws(ConfigurationError) -> Choice {
        guard let value = values[name] else { return fallback }
        guard let choice = Choice(rawValue: value.text) else {
            throw wrong(value, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }

    /// Secrets are never repeated in an error.
    private func wrong(_ value: Value, _ wanted: String) -> ConfigurationError {
        ConfigurationError(message: "\(value.origin) takes \(wanted), not '\(value.text)'")
    }

    private mutating func read(_ content: Data, path: String, names: [String]) throws(ConfigurationError) {
        guard let object = try? JSONDecoder().decode([String: SettingValue].self, from: content) else {
            throw ConfigurationError(
                message: "\(path) is not a JSON object of names and plain values, such as {\"port\": 8080}")
        }
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            guard names.contains(name) else {
                throw ConfigurationError(
                    message:
                        "\(path): there is no option '\(name)'; there are \(names.sorted().joined(separator: ", "))")
            }
            values[name] = Value(text: value.description, origin: "\(path): '\(name)'")
        }
    }
}

/// An option that cannot be used.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What, where it came from, and what it takes.
    public var message: String
    public init(message: String) { self.message = message }
    public var description: String { message }
}
