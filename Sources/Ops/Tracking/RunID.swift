public import Foundation

/// Names one training run, in the tracker, in lineage and in progress reports.
public struct RunID: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    public var rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// A new one: the moment in UTC and eight random digits, so that names sort by time.
    public init(at moment: Date = Date()) {
        let digits = moment.formatted(.iso8601).filter(\.isNumber).prefix(14)
        rawValue = "run-\(digits)-\(UUID().uuidString.prefix(8).lowercased())"
    }

    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public var description: String { rawValue }
}
