/// How `marquee serve` looks at what it serves: online evaluation, and a challenger behind everybody's back.
public struct ObservationOptions: Sendable {
    /// The pause before each online evaluation; nil: there is none.
    public var evaluateEvery: Duration?
    /// How long after a list an event counts for it.
    public var evaluateWindow: Duration
    /// Of the viewers' requests that a challenger answers too, unseen; 0: none.
    public var shadowShare: Double
    public var shadowModel: ShadowModel
    /// How many versions of a name keep their files; nil: all.
    public var keepVersions: Int?

    static let options: [ServerConfiguration.Option] = [
        .init(
            name: "evaluate-every", defaultText: "1h",
            summary: "how often the lists of the last 7 days are judged by what followed: 90s, 30m, 1h, or off"),
        .init(
            name: "evaluate-window", defaultText: "24h",
            summary: "how long after a list an event counts for it: 30m, 24h"),
        .init(
            name: "shadow-share", defaultText: "0",
            summary: "the share of viewers' requests that a challenger answers too, unseen: 0 (off) to 1"),
        .init(
            name: "shadow-model", defaultText: "challenger",
            summary: "what answers in the shadow: a version, or challenger for the registry's, followed when it changes"
        ),
        .init(
            name: "keep-versions", defaultText: "10",
            summary: "versions of each name whose files stay, besides those that something needs; 0 keeps all"),
    ]

    init(_ options: LayeredOptions) throws(ConfigurationError) {
        evaluateEvery = try Self.pause(options["evaluate-every"], default: .seconds(3_600))
        evaluateWindow = try Self.length(options["evaluate-window"]) ?? .seconds(86_400)
        shadowShare = try options.number("shadow-share", default: 0, in: 0...1)
        let model = options["shadow-model"]?.text ?? "challenger"
        shadowModel = model == "challenger" ? .challenger : .version(model)
        let kept = try options.integer("keep-versions", default: 10, in: 0...1_000_000)
        keepVersions = kept > 0 ? kept : nil
    }

    private static func pause(
        _ value: LayeredOptions.Value?, default fallback: Duration
    ) throws(ConfigurationError) -> Duration? {
        value?.text == "off" ? nil : try length(value) ?? fallback
    }

    private static func length(_ value: LayeredOptions.Value?) throws(ConfigurationError) -> Duration? {
        guard let value else { return nil }
        guard let milliseconds = ReplayTime.duration(value.text) else {
            throw ConfigurationError(
                message: "\(value.origin) takes a length of time such as 90s, 30m, 24h or 7d, not '\(value.text)'")
        }
        return .milliseconds(milliseconds)
    }
}
