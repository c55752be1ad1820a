import ArgumentParser
import Foundation
import Ops

/// Every option is also a `MARQUEE_…` variable and a name in the configuration file; the nearest place wins.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve recommendations over HTTP.",
        discussion: """
            Every option can also be given as a variable (--idle-timeout is MARQUEE_IDLE_TIMEOUT) or in a JSON file \
            of the same names ({"port": 9000}): marquee.json in the home folder, or the one given with --config. The \
            command line wins over a variable, a variable over the file.

            The server answers as soon as it can serve a model; it takes up a model that `marquee train` or \
            `marquee models activate` makes active meanwhile. SIGTERM and SIGINT stop it in order.
            """)

    @Flag(help: "On an empty home, bring the built-in films and simulated viewers, and train on them first.")
    var demo = false

    @Option(help: ArgumentHelp("A JSON file of options.", valueName: "file")) var config: String?

    @Option(help: Self.help("home")) var home: String?
    @Option(help: Self.help("host")) var host: String?
    @Option(help: Self.help("port")) var port: String?
    @Option(help: Self.help("log-level")) var logLevel: String?
    @Option(help: Self.help("admin-token")) var adminToken: String?
    @Option(help: Self.help("shards")) var shards: String?
    @Option(help: Self.help("maximum-count")) var maximumCount: String?
    @Option(help: Self.help("request-log")) var requestLog: String?
    @Option(help: Self.help("request-log-days")) var requestLogDays: String?
    @Option(help: Self.help("connections")) var connections: String?
    @Option(help: Self.help("body-limit")) var bodyLimit: String?
    @Option(help: Self.help("header-limit")) var headerLimit: String?
    @Option(help: Self.help("idle-timeout")) var idleTimeout: String?
    @Option(help: Self.help("body-timeout")) var bodyTimeout: String?
    @Option(help: Self.help("write-timeout")) var writeTimeout: String?
    @Option(help: Self.help("drain-timeout")) var drainTimeout: String?
    @Option(help: Self.help("watch-interval")) var watchInterval: String?
    @Option(help: Self.help("benchmark-routes")) var benchmarkRoutes: String?
    @Option(help: Self.help("sample-viewers")) var sampleViewers: String?
    @Option(help: Self.help("similar-index")) var similarIndex: String?
    @Option(help: Self.help("retrain-schedule")) var retrainSchedule: String?
    @Option(help: Self.help("retrain-events")) var retrainEvents: String?
    @Option(help: Self.help("retrain-gap")) var retrainGap: String?
    @Option(help: Self.help("retrain-max-age")) var retrainMaxAge: String?
    @Option(help: Self.help("retrain-on-drift")) var retrainOnDrift: String?
    @Option(help: Self.help("retrain-models")) var retrainModels: String?
    @Option(help: Self.help("retrain-set")) var retrainSet: [String] = []
    @Option(help: Self.help("retrain-policy")) var retrainPolicy: String?
    @Option(help: Self.help("retrain-limits")) var retrainLimits: String?
    @Option(help: Self.help("retrain-minimum-new")) var retrainMinimumNew: String?
    @Option(help: Self.help("evaluate-every")) var evaluateEvery: String?
    @Option(help: Self.help("evaluate-window")) var evaluateWindow: String?
    @Option(help: Self.help("shadow-share")) var shadowShare: String?
    @Option(help: Self.help("shadow-model")) var shadowModel: String?
    @Option(help: Self.help("keep-versions")) var keepVersions: String?

    func run() async throws {
        var configuration = try ServerConfiguration(
            flags: flags, environment: ProcessInfo.processInfo.environment, configurationFile: config,
            plugins: CommandModels.catalogue)
        let progress = ProgressLine()
        if demo {
            configuration.sampleViewers = configuration.sampleViewers ?? true
            try await DemoSetup.prepare(configuration) { step in
                progress.show(step.text, fraction: step.fraction, isLast: step.isLast)
            }
        }
        try await Server(configuration).run { address, token in
            Terminal.print("Marquee serves at \(address)")
            if let token { Terminal.say("Admin token for this run: \(token)") }
            if Terminal.errorIsTerminal {
                Terminal.say("Operate: \(Self.operators(address, token))")
                Terminal.say(Self.hint(address))
            }
        }
    }

    /// The operators' page. A token that was made up at this start opens it: the fragment never reaches the server.
    static func operators(_ address: String, _ token: String?) -> String {
        "\(address)/operate" + (token.map { "#token=\($0)" } ?? "")
    }

    private static func hint(_ address: String) -> String {
        """

        Try \(address) in a browser, or:
          curl -s \(address)/recommend -H 'Content-Type: application/json' -d '{"user_id":1,"k":5}'
          curl -s '\(address)/recommend?movie=matrix&k=5'
          \(address)/docs
        """
    }

    private static func help(_ name: String) -> ArgumentHelp {
        guard let option = ServerConfiguration.options.first(where: { $0.name == name }) else {
            preconditionFailure("--\(name) is not in ServerConfiguration.options")
        }
        return ArgumentHelp(
            "\(option.summary.prefix(1).uppercased() + option.summary.dropFirst()). (default: \(option.defaultText))",
            valueName: "value")
    }

    private var flags: [String: String] {
        let given: [(String, String?)] = [
            ("home", home), ("host", host), ("port", port), ("log-level", logLevel), ("admin-token", adminToken),
            ("shards", shards), ("maximum-count", maximumCount), ("request-log", requestLog),
            ("request-log-days", requestLogDays), ("connections", connections), ("body-limit", bodyLimit),
            ("header-limit", headerLimit), ("idle-timeout", idleTimeout), ("body-timeout", bodyTimeout),
            ("write-timeout", writeTimeout), ("drain-timeout", drainTimeout), ("watch-interval", watchInterval),
            ("benchmark-routes", benchmarkRoutes), ("sample-viewers", sampleViewers), ("similar-index", similarIndex),
            ("retrain-schedule", retrainSchedule), ("retrain-events", retrainEvents), ("retrain-gap", retrainGap),
            ("retrain-max-age", retrainMaxAge), ("retrain-on-drift", retrainOnDrift), ("retrain-models", retrainModels),
            ("retrain-set", retrainSet.isEmpty ? nil : retrainSet.joined(separator: ";")),
            ("retrain-policy", retrainPolicy), ("retrain-limits", retrainLimits),
            ("retrain-minimum-new", retrainMinimumNew),
            ("evaluate-every", evaluateEvery), ("evaluate-window", evaluateWindow),
            ("shadow-share", shadowShare), ("shadow-model", shadowModel), ("keep-versions", keepVersions),
        ]
        return Dictionary(uniqueKeysWithValues: given.compactMap { name, value in value.map { (name, $0) } })
    }
}
