import Foundation
public import Models

/// Everything `marquee serve` can be told, with its defaults.
///
/// Lower rooms get values from here; none of them reads an environment variable.
public struct ServerConfiguration: Sendable {
    /// The folder of all that lasts.
    public var home: HomeFolder
    public var host: String
    /// 0 lets the system choose.
    public var port: Int
    public var logLevel: String
    /// Nil: one is made up and printed at start.
    public var adminToken: String?
    public var shardCount: Int
    /// The most `k` an answer may be asked for.
    public var maximumCount: Int
    public var requestLog: Bool
    public var requestLogRetention: Duration
    public var connectionLimit: Int
    public var bodyLimit: Int
    public var headerLimit: Int
    public var idleTimeout: Duration
    public var bodyTimeout: Duration
    public var writeTimeout: Duration
    public var drainTimeout: Duration
    /// How often the model directory is looked at.
    public var watchInterval: Duration
    public var benchmarkRoutes: Bool
    /// Nil: not said, which is no.
    public var sampleViewers: Bool?
    /// Nil: similar films are found by comparing all of them.
    public var similarIndex: SimilarIndexKind?
    /// When and how models are trained again.
    public var retraining: RetrainingOptions
    /// How what is served is judged.
    public var observation: ObservationOptions

    /// An option as people meet it: `--name`, `MARQUEE_NAME`, `"name"` in the file.
    public struct Option: Sendable {
        public var name: String
        public var defaultText: String
        public var summary: String
    }

    /// Every option, in the order of `--help`.
    public static let options: [Option] =
        [
            Option(
                name: "home", defaultText: "./marquee-data", summary: "the folder of all that lasts: data, models, logs"
            ),
            Option(
                name: "host", defaultText: "127.0.0.1",
                summary: "the address to listen on; loopback unless you say otherwise"),
            Option(name: "port", defaultText: "8080", summary: "the port to listen on; 0 lets the system choose"),
            Option(
                name: "log-level", defaultText: "info",
                summary: "the least that is logged: trace, debug, info, notice, warning, error or critical"),
            Option(
                name: "admin-token", defaultText: "made up and printed",
                summary: "the bearer token of /admin; better given as a variable"),
            Option(name: "shards", defaultText: "one a core", summary: "scoring actors, 1 to 256"),
            Option(name: "maximum-count", defaultText: "100", summary: "the most items one answer may have, 1 to 1000"),
            Option(name: "request-log", defaultText: "true", summary: "write answered requests to requests.sqlite"),
            Option(name: "request-log-days", defaultText: "7", summary: "days the request log is kept, 1 to 3650"),
            Option(
                name: "connections", defaultText: "1024",
                summary: "connections at once, 1 to 65536; keep it below `ulimit -n`"),
            Option(name: "body-limit", defaultText: "1048576", summary: "bytes of one request body, at most"),
            Option(name: "header-limit", defaultText: "16384", summary: "bytes of one request's header, at most"),
            Option(name: "idle-timeout", defaultText: "60", summary: "seconds a connection may say nothing"),
            Option(name: "body-timeout", defaultText: "10", summary: "seconds a whole body may take"),
            Option(name: "write-timeout", defaultText: "10", summary: "seconds a client may take to read its answer"),
            Option(
                name: "drain-timeout", defaultText: "10", summary: "seconds that requests in flight get at shutdown"),
            Option(name: "watch-interval", defaultText: "1", summary: "seconds between looks at the model directory"),
            Option(name: "benchmark-routes", defaultText: "false", summary: "serve /_bench routes, for measuring only"),
            Option(
                name: "sample-viewers", defaultText: "true with --demo, else false",
                summary: "tell anybody a few viewers' ids at /viewers/sample, to try things out with"),
            Option(
                name: "similar-index", defaultText: "exact",
                summary: "how similar films are found: exact, or by FAISS (built with its trait): flat or hnsw"),
        ] + RetrainingOptions.options + ObservationOptions.options

    /// Reads the options; see `LayeredOptions` for the order of places.
    ///
    /// The file is `configurationFile` where given (it must exist), else `marquee.json` in the home where that exists.
    public init(
        flags: [String: String], environment: [String: String], configurationFile: String? = nil,
        plugins: PluginCatalogue = .standard
    ) throws(ConfigurationError) {
        let names = Self.options.map(\.name)
        let variables = try LayeredOptions(names: names, flags: flags, environment: environment, file: nil)
        let likelyHome = variables["home"]?.text ?? "./marquee-data"
        let path = configurationFile ?? environment["MARQUEE_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        let options = try LayeredOptions(
            names: names, flags: flags, environment: environment,
            file: Self.readFile(path, orIn: likelyHome))

        let folder = URL(filePath: options["home"]?.text ?? "./marquee-data", directoryHint: .isDirectory)
        home = HomeFolder(folder, plugins: plugins)
        host = options["host"]?.text ?? "127.0.0.1"
        port = try options.integer("port", default: 8080, in: 0...65_535)
        logLevel = options["log-level"]?.text ?? "info"
        adminToken = try Self.token(options["admin-token"])
        shardCount = try options.integer(
            "shards", default: max(1, ProcessInfo.processInfo.activeProcessorCount), in: 1...256)
        maximumCount = try options.integer("maximum-count", default: 100, in: 1...1_000)
        requestLog = try options.flag("request-log", default: true)
        requestLogRetention = .seconds(86_400 * (try options.integer("request-log-days", default: 7, in: 1...3_650)))
        connectionLimit = try options.integer("connections", default: 1_024, in: 1...65_536)
        bodyLimit = try options.integer("body-limit", default: 1 << 20, in: 1_024...(64 << 20))
        headerLimit = try options.integer("header-limit", default: 16_384, in: 1_024...(1 << 20))
        idleTimeout = .seconds(try options.number("idle-timeout", default: 60, in: 0.1...3_600))
        bodyTimeout = .seconds(try options.number("body-timeout", default: 10, in: 0.1...600))
        writeTimeout = .seconds(try options.number("write-timeout", default: 10, in: 0.1...600))
        drainTimeout = .seconds(try options.number("drain-timeout", default: 10, in: 0...600))
        watchInterval = .seconds(try options.number("watch-interval", default: 1, in: 0.05...3_600))
        benchmarkRoutes = try options.flag("benchmark-routes", default: false)
        sampleViewers = options["sample-viewers"] == nil ? nil : try options.flag("sample-viewers", default: false)
        similarIndex = try Self.similarIndex(options["similar-index"])
        retraining = try RetrainingOptions(options, plugins: plugins)
        observation = try ObservationOptions(options)
    }

    private static func token(_ value: LayeredOptions.Value?) throws(ConfigurationError) -> String? {
        guard let value else { return nil }
        guard value.text.count >= 16, value.text.allSatisfy({ $0.isASCII && !$0.isWhitespace }) else {
            throw ConfigurationError(message: "\(value.origin) takes at least 16 characters of ASCII without blanks")
        }
        return value.text
    }

    private static func similarIndex(
        _ value: LayeredOptions.Value?
    ) throws(ConfigurationError) -> SimilarIndexKind? {
        guard let value, value.text != "exact" else { return nil }
        guard let kind = SimilarIndexKind(rawValue: value.text) else {
            throw ConfigurationError(message: "\(value.origin) takes exact, flat or hnsw, not '\(value.text)'")
        }
        guard SimilarIndexKind.areAvailable else {
            throw ConfigurationError(message: "\(value.origin) is '\(kind)', but \(SimilarIndexError.unavailable)")
        }
        return kind
    }

    private static func readFile(
        _ path: String?, orIn home: String
    ) throws(ConfigurationError) -> (path: String, content: Data)? {
        let file = path ?? URL(filePath: home, directoryHint: .isDirectory).appending(path: "marquee.json").path
        guard path != nil || FileManager.default.fileExists(atPath: file) else { return nil }
        do {
            return (file, try Data(contentsOf: URL(filePath: file)))
        } catch {
            throw ConfigurationError(message: "\(file) cannot be read; check that it exists and that you may read it")
        }
    }
}
