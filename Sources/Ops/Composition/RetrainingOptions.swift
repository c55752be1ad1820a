import Foundation
import Models

/// When `marquee serve` trains again, what wants to serve, and when it may.
public struct RetrainingOptions: Sendable {
    /// Nil: only signals and people start a run.
    public var schedule: RetrainSchedule?
    /// Train when this many events are new; nil: their number is no reason.
    public var newEvents: Int?
    /// Seconds between two runs that nobody asked for, at least.
    public var gap: Double
    /// Plug-in names.
    public var models: [String]
    public var policy: PromotionPolicy
    /// Rows of data since the serving model's data end that make a test of their own.
    public var minimumNew: Int

    static let options: [ServerConfiguration.Option] = [
        .init(
            name: "retrain-schedule", defaultText: "off",
            summary: "when to train again: 48h, 3d, or a cron expression in UTC such as '0 3 * * *'"),
        .init(name: "retrain-events", defaultText: "off", summary: "train again when this many events are new"),
        .init(
            name: "retrain-gap", defaultText: "60", summary: "seconds between two runs that nobody asked for, at least"),
        .init(
            name: "retrain-models", defaultText: "itemcf,als,blend", summary: "the models that want to serve, by commas"
        ),
        .init(
            name: "retrain-policy", defaultText: "guarded",
            summary: "when a challenger is promoted: better, or guarded (1 % better and nothing else much worse)"),
        .init(
            name: "retrain-minimum-new", defaultText: "500",
            summary: "rows of data since the serving model's data end that make a test of their own"),
    ]

    init(_ options: LayeredOptions) throws(ConfigurationError) {
        schedule = try Self.schedule(options["retrain-schedule"])
        let events = try options.integer("retrain-events", default: 0, in: 0...1_000_000_000)
        newEvents = events > 0 ? events : nil
        gap = try options.number("retrain-gap", default: 60, in: 0...604_800)
        models = try Self.models(options["retrain-models"])
        policy = try Self.policy(options["retrain-policy"])
        minimumNew = try options.integer("retrain-minimum-new", default: 500, in: 1...1_000_000_000)
    }

    /// The models that `text` names by commas; nil when one is none.
    public static func models(parsing text: String) -> [String]? {
        let names = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return !names.isEmpty && names.allSatisfy { PluginCatalogue.standard[$0] != nil } ? names : nil
    }

    private static func models(_ value: LayeredOptions.Value?) throws(ConfigurationError) -> [String] {
        guard let value else { return ["itemcf", "als", "blend"] }
        guard let models = models(parsing: value.text) else {
            throw ConfigurationError(
                message:
                    "\(value.origin) takes some of \(PluginCatalogue.standard.names.joined(separator: ", ")), by commas, "
                    + "not '\(value.text)'")
        }
        return models
    }

    private static func schedule(_ value: LayeredOptions.Value?) throws(ConfigurationError) -> RetrainSchedule? {
        guard let value, value.text != "off" else { return nil }
        do {
            return try RetrainSchedule(parsing: value.text)
        } catch {
            throw ConfigurationError(message: "\(value.origin): \(error)")
        }
    }

    private static func policy(_ value: LayeredOptions.Value?) throws(ConfigurationError) -> PromotionPolicy {
        guard let value else { return .guarded }
        guard let policy = PromotionPolicy.preset(value.text) else {
            throw ConfigurationError(message: "\(value.origin) takes better or guarded, not '\(value.text)'")
        }
        return policy
    }
}
