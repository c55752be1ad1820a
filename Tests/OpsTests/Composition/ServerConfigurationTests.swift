import Foundation
import Ops
import Testing

@Suite struct `Server configuration` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func configuration(
        flags: [String: String] = [:], environment: [String: String] = [:], file: String? = nil
    ) throws -> ServerConfiguration {
        let path = try file.map { try folder.file("options.json", $0).path }
        return try ServerConfiguration(flags: flags, environment: environment, configurationFile: path)
    }

    private func refusal(
        flags: [String: String] = [:], environment: [String: String] = [:], file: String? = nil
    ) throws -> String {
        try #require(throws: ConfigurationError.self) {
            try configuration(flags: flags, environment: environment, file: file)
        }.message
    }

    @Test func `the command line wins over a variable, a variable over the file, the file over the default`() throws {
        let file = #"{"port": 1, "shards": 3, "host": "::1", "request-log": false}"#
        let options = try configuration(
            flags: ["port": "3"], environment: ["MARQUEE_PORT": "2", "MARQUEE_SHARDS": "2"], file: file)
        #expect(options.port == 3 && options.shardCount == 2 && options.host == "::1" && !options.requestLog)
        #expect(options.maximumCount == 100)
    }

    @Test func `marquee.json in the home is read, wherever the home was named`() throws {
        _ = try folder.file("marquee.json", #"{"idle-timeout": 2.5}"#)
        #expect(try configuration(flags: ["home": folder.url.path]).idleTimeout == .seconds(2.5))
        #expect(try configuration(environment: ["MARQUEE_HOME": folder.url.path]).idleTimeout == .seconds(2.5))
    }

    @Test func `an empty variable counts as absent`() throws {
        let options = try configuration(environment: [
            "MARQUEE_HOME": "", "MARQUEE_HOST": "", "MARQUEE_PORT": "", "MARQUEE_ADMIN_TOKEN": "", "MARQUEE_CONFIG": "",
        ])
        #expect(options.host == "127.0.0.1" && options.port == 8080 && options.adminToken == nil)
        #expect(options.home.url.lastPathComponent == "marquee-data")
    }

    @Test(arguments: [
        ("port", "65536"), ("port", "-1"), ("port", "1e3"), ("shards", "0"), ("maximum-count", "1001"),
        ("idle-timeout", "nan"), ("idle-timeout", "inf"), ("drain-timeout", "-1"), ("request-log", "perhaps"),
        ("body-limit", "9223372036854775808"), ("watch-interval", "0"), ("request-log-days", ""),
    ])
    func `a value out of its range is told with its place`(_ name: String, _ value: String) throws {
        #expect(try refusal(flags: [name: value]).hasPrefix("--\(name) takes "))
        guard !value.isEmpty else { return }
        let variable = LayeredOptions.variable(for: name)
        #expect(try refusal(environment: [variable: value]).hasPrefix("\(variable) takes "))
        #expect(try refusal(file: "{\"\(name)\": \"\(value)\"}").contains("options.json: '\(name)' takes "))
    }

    @Test func `a name that is no option is refused in the file`() throws {
        #expect(try refusal(file: #"{"prot": 80}"#).contains("there is no option 'prot'"))
        #expect(try refusal(file: "[]").contains("not a JSON object"))
    }

    @Test func `a file that was named must be there`() throws {
        let error = #expect(throws: ConfigurationError.self) {
            try ServerConfiguration(flags: [:], environment: [:], configurationFile: "/nowhere/options.json")
        }
        #expect(error?.message.contains("/nowhere/options.json cannot be read") == true)
    }

    @Test func `a token that is too weak is refused, and not repeated`() throws {
        for token in ["short", "a token with blanks in it"] {
            let message = try refusal(environment: ["MARQUEE_ADMIN_TOKEN": token])
            #expect(message.contains("MARQUEE_ADMIN_TOKEN") && !message.contains(token))
        }
        #expect(try configuration(flags: ["admin-token": "0123456789abcdef"]).adminToken == "0123456789abcdef")
    }
}
