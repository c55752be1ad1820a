import Foundation
import Gateway
public import Models

/// When `marquee serve` trains again, what wants to serve, and when it may.
public struct RetrainingOptions: Sendable {
    /// Nil: only signals and people start a run.
    public var schedule: RetrainSchedule?
    /// Train when this many events are new; nil: their number is no reason.
    public var newEvents: Int?
    /// Seconds between two runs that nobody asked for, at least.
    public var gap: Double
    /// Train when the last run is this many seconds ago; nil: its age is no reason.
    public var maximumAge: Double?
    /// A broken limit of the monitors is a reason to train once so many events are new; nil: it never is.
    public var eventsForDrift: Int?
    /// Plug-in names.
    public var models: [String]
    /// Settings that are given, by model; the rest is chosen on validation.
    public var given: [String: ModelSettings]
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
            name: "retrain-max-age", defaultText: "off",
            summary: "train again when the last run is this long ago, whatever else: 30d, 12h"),
        .init(
            name: "retrain-on-drift", defaultText: "1000",
            summary:
                "train again when drift, fallbacks or falling quality break their limit and this many events are new; 0 for never"
        ),
        .init(
            name: "retrain-models", defaultText: "itemcf,als,blend", summary: "the models that want to serve, by commas"
        ),
        .init(
            name: "retrain-set", defaultText: "none",
            summary:
                "settings of those models, such as als:factors=32, by commas; the rest is chosen on validation"),
        .init(
            name: "retrain-policy", defaultText: "guarded",
            summary: "when a challenger is promoted: better, or guarded (1 % better and nothing else much worse)"),
        .init(
            name: "retrain-limits", defaultText: "the policy's",
            summary: "how many per cent worse other figures may get: ndcg_gap_gender=10,novelty=20"),
        .init(
            name: "retrain-minimum-new", defaultText: "500",
            summary: "rows of data since the serving model's data end that make a test of their own"),
    ]

    init(_ options: LayeredOptions, plugins: PluginCatalogue) throws(ConfigurationError) {
        schedule = try Self.schedule(options["retrain-schedule"])
        let events = try options.integer("retrain-events", default: 0, in: 0...1_000_000_000)
        newEvents = events > 0 ? events : nil
        gap = try options.number("retrain-gap", default: 60, in: 0...604_800)
        maximumAge = try Self.age(options["retrain-max-age"])
        let forDrift = try options.integer("retrain-on-drift", default: 1_000, in: 0...1_000_000_000)
        eventsForDrift = forDrift > 0 ? forDrift : nil
        models = try Self.models(options["retrain-models"], plugins)
        given = try Self.given(options["retrain-set"], models, plugins)
        policy = try Self.policy(options["retrain-policy"], options["retrain-limits"])
        minimumNew = try options.integer("retrain-minimum-new", default: 500, in: 1...1_000_000_000)
    }

    /// When to train, of all that.
    var retrainPolicy: RetrainPolicy {
        RetrainPolicy(
            newEvents: newEvents, maximumAge: maximumAge, minimumGap: gap, eventsForBreaches: eventsForDrift)
    }

    /// The models that `text` names by commas; nil when one is none.
    public static func models(parsing text: String, plugins: PluginCatalogue) -> [String]? {
        let names = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return !names.isEmpty && names.allSatisfy { plugins[$0] != nil } ? names : nil
    }

    private static func models(
        _ value: LayeredOptions.Value?, _ plugins: PluginCatalogue
    ) throws(ConfigurationError) -> [String] {
        guard let value else { return ["itemcf", "als", "blend"] }
        guard let models = models(parsing: value.text, plugins: plugins) else {
            throw ConfigurationError(
                message:
                    "\(value.origin) takes some of \(plugins.names.joined(separator: ", ")), by commas, "
                    + "not '\(value.text)'")
        }
        return models
    }

    private static func given(
        _ value: LayeredOptions.Value?, _ models: [String], _ plugins: PluginCatalogue
    ) throws(ConfigurationError) -> [String: ModelSettings] {
        guard let value else { return [:] }
        do {
            let settings = try TrainingRequest.settings(parsing: [value.text])
            return try RetrainingSettings(models: models, workerCount: 1)
                .asked(TrainingRequest(settings: settings), plugins: plugins).given
        } catch {
            throw ConfigurationError(message: "\(value.origin): \(error)")
        }
    }

    private static func schedule(_ value: LayeredOptions.Value?) throws(ConfigurationError) -> RetrainSchedule? {
        guard let value, !isOff(value) else { return nil }
        do {
            return try RetrainSchedule(parsing: value.text)
        } catch {
            throw ConfigurationError(message: "\(value.origin): \(error)")
        }
    }

    private static func age(_ value: LayeredOptions.Value?) throws(ConfigurationError) -> Double? {
        guard let value, !isOff(value) else { return nil }
        guard case .every(let seconds)? = try schedule(value) else {
            throw ConfigurationError(message: "\(value.origin) takes a time such as 30d or 12h, not '\(value.text)'")
        }
        return seconds
    }

    /// An empty value says nothing, as an empty variable does.
    private static func isOff(_ value: LayeredOptions.Value) -> Bool {
        ["", "off"].contains(value.text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private static func policy(
        _ value: LayeredOptions.Value?, _ limits: LayeredOptions.Value?
    ) throws(ConfigurationError) -> PromotionPolicy {
        guard let policy = PromotionPolicy.preset(value?.text ?? "guarded") else {
            throw ConfigurationError(
                message: "\(value?.origin ?? "") takes better or guarded, not '\(value?.text ?? "")'")
        }
        guard let limits else { return policy }
        do {
            return try policy.limiting(limits.text)
        } catch {
            throw ConfigurationError(message: "\(limits.origin): \(error)")
        }
    }
}
