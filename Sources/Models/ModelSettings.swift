/// One hyper-parameter's value.
///
/// A whole number equals the same number with a fraction of 0, as JSON does not tell them apart.
public enum SettingValue: Sendable, Equatable, Codable, CustomStringConvertible {
    /// A whole number.
    case integer(Int)
    /// A number.
    case number(Double)
    /// Yes or no.
    case flag(Bool)
    /// A word, or words by commas.
    case text(String)

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let integer = try? container.decode(Int.self) {
            self = .integer(integer)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .flag(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        }
    }

    /// Reads a value as typed on a command line: `64`, `0.1`, `true`, `bm25`.
    public init(parsing text: String) {
        if let integer = Int(text) {
            self = .integer(integer)
        } else if let number = Double(text), number.isFinite {
            self = .number(number)
        } else if let flag = Bool(text) {
            self = .flag(flag)
        } else {
            self = .text(text)
        }
    }

    public static func == (left: SettingValue, right: SettingValue) -> Bool {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.integer(let whole), .number(let number)), (.number(let number), .integer(let whole)):
            Double(exactly: whole) == number
        case (.flag(let left), .flag(let right)): left == right
        case (.text(let left), .text(let right)): left == right
        default: false
        }
    }

    public var description: String {
        switch self {
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .flag(let value): "\(value)"
        case .text(let value): value
        }
    }
}

/// Hyper-parameters by name, as given; a trainer validates them.
public typealias ModelSettings = [String: SettingValue]

/// A hyper-parameter a plug-in understands.
public struct SettingDescription: Sendable, Equatable {
    /// What people type: `factors`; in a blend `als.factors`.
    public var name: String
    /// What it is where nobody says; also its type.
    public var defaultValue: SettingValue
    /// What it does, with its range, in one line.
    public var summary: String

    public init(_ name: String, default defaultValue: SettingValue, _ summary: String) {
        self.name = name
        self.defaultValue = defaultValue
        self.summary = summary
    }
}

/// A setting that is unknown or out of range.
public struct SettingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The plug-in's name.
    public var algorithm: String
    /// The setting's name.
    public var setting: String
    /// What is wrong and what to try.
    public var message: String

    public init(algorithm: String, setting: String, message: String) {
        self.algorithm = algorithm
        self.setting = setting
        self.message = message
    }

    public var description: String { "\(algorithm).\(setting): \(message)" }
}

/// Reads settings against their descriptions, so that a misspelt name or a wrong type is told at once.
public struct SettingReader: Sendable {
    private let algorithm: String
    /// Every described setting with the value in force.
    public let resolved: ModelSettings

    /// Takes the default of what is not given.
    /// - Throws: `SettingError` that names a setting nobody described, and those there are.
    public init(algorithm: String, descriptions: [SettingDescription], given: ModelSettings) throws(SettingError) {
        self.algorithm = algorithm
        let known = descriptions.map(\.name)
        if let unknown = given.keys.sorted().first(where: { !known.contains($0) }) {
            throw SettingError(
                algorithm: algorithm, setting: unknown,
                message: "there is no such setting; there are \(known.sorted().joined(separator: ", "))")
        }
        var resolved: ModelSettings = [:]
        for description in descriptions {
            resolved[description.name] = given[description.name] ?? description.defaultValue
        }
        self.resolved = resolved
    }

    /// The value of `name` as a whole number.
    /// - Throws: `SettingError` when it is none, or outside `range`.
    public func integer(_ name: String, in range: ClosedRange<Int>) throws(SettingError) -> Int {
        guard case .integer(let value)? = resolved[name], range.contains(value) else {
            throw wrong(name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// The value of `name` as a number; a whole number is one too.
    /// - Throws: `SettingError` when it is none, or outside `range`.
    public func number(_ name: String, in range: ClosedRange<Double>) throws(SettingError) -> Double {
        let value: Double? =
            switch resolved[name] {
            case .integer(let integer)?: Double(integer)
            case .number(let number)?: number
            default: nil
            }
        guard let value, range.contains(value) else {
            throw wrong(name, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// The value of `name` as yes or no.
    /// - Throws: `SettingError` when it is neither.
    public func flag(_ name: String) throws(SettingError) -> Bool {
        guard case .flag(let value)? = resolved[name] else { throw wrong(name, "true or false") }
        return value
    }

    /// The value of `name` as a word.
    /// - Throws: `SettingError` when it is a number, or yes or no.
    public func text(_ name: String) throws(SettingError) -> String {
        guard case .text(let value)? = resolved[name] else { throw wrong(name, "a word") }
        return value
    }

    /// The value of `name` as one of `type`'s cases.
    /// - Throws: `SettingError` that names them when it is none.
    public func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, of type: Choice.Type
    ) throws(SettingError) -> Choice {
        guard case .text(let value)? = resolved[name], let choice = Choice(rawValue: value) else {
            throw wrong(name, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }

    private func wrong(_ name: String, _ wanted: String) -> SettingError {
        SettingError(
            algorithm: algorithm, setting: name,
            message: "\(resolved[name].map { "\($0)" } ?? "nothing") was given; it takes \(wanted)")
    }
}
