import Actors
import ArgumentParser
import Foundation
import Models
import Ops

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Judge what was served by what viewers did next, or make one answer again.",
        discussion: """
            Joins the request log with the events that came within a window after each list, and compares the model
            versions that made them. Works beside a running server.

            Examples:
              marquee replay --window 24h
              marquee replay --day 2026-11-21 --k 5 --json
              marquee replay --request-id a2a2d9c4ae4653f4a6de6e9e12738a85   the same question, asked again
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Option(help: "How long after a list an event counts for it: 90s, 30m, 24h, 7d.") var window = "24h"
    @Option(name: .shortAndLong, help: "The k of precision and hit rate.") var k = 10
    @Option(help: "Lists from this moment on: 2026-11-21, 2026-11-21T10:30Z; UTC without a zone.") var since: String?
    @Option(help: "Lists from before this moment.") var until: String?
    @Option(help: "The lists of one day, UTC.") var day: String?
    @Option(help: "Make the answer with this request id again, and compare.") var requestID: String?
    @Flag(help: "Print the evaluations the server kept, newest first.") var history = false
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1...1_000).contains(k) else { throw ValidationError("--k takes 1 to 1000, not \(k)") }
        guard ReplayTime.duration(window) != nil else {
            throw ValidationError("--window takes a length of time such as 90s, 30m, 24h or 7d, not '\(window)'")
        }
        guard day == nil || (since == nil && until == nil) else {
            throw ValidationError("--day stands alone; leave out --since and --until")
        }
        for (name, text) in [("--since", since), ("--until", until)] {
            guard let text, ReplayTime.moment(text) == nil else { continue }
            throw ValidationError("\(name) takes a moment such as 2026-11-21T10:30Z, not '\(text)'")
        }
        if let day, ReplayTime.day(day) == nil {
            throw ValidationError("--day takes a day such as 2026-11-21, not '\(day)'")
        }
        guard requestID == nil || !history else {
            throw ValidationError("--request-id and --history do not go together")
        }
    }

    func run() async throws {
        if let requestID { return try await recompute(requestID) }
        if history { return try printHistory() }
        let home = homeOptions.folder
        let run = ReplayRun(
            events: try home.existingDatabase(), requests: try home.existingRequestLog(), settings: settings())
        let report = try await run.run(now: Int64(Date().timeIntervalSince1970 * 1000))
        Terminal.print(json ? try JSONText.encode(report) : report.text)
    }

    private func settings() -> ReplaySettings {
        var settings = ReplaySettings(
            cutoff: k, workerCount: max(1, ProcessInfo.processInfo.activeProcessorCount))
        if let length = ReplayTime.duration(window) { settings.window = length }
        if let day, let span = ReplayTime.day(day) {
            settings.since = span.lowerBound
            settings.until = span.upperBound
        }
        if let since, let moment = ReplayTime.moment(since) { settings.since = moment }
        if let until, let moment = ReplayTime.moment(until) { settings.until = moment }
        return settings
    }

    /// Exits with 1 when an answer is not the same.
    private func recompute(_ requestID: String) async throws {
        let answers = try await AnswerReplay(home: homeOptions.folder).recompute(requestID: requestID)
        if json {
            Terminal.print(try JSONText.encode(answers))
        } else {
            for answer in answers { RecomputedText(answer).print() }
        }
        guard answers.allSatisfy({ $0.verdict == .same || $0.verdict == .rounded }) else { throw ExitCode(1) }
    }

    private func printHistory() throws {
        let home = homeOptions.folder
        guard FileManager.default.fileExists(atPath: home.operations.path) else {
            throw ReplayError(message: "\(home.operations.path) is not there: no evaluation was kept yet")
        }
        let entries = try EvaluationHistory(OperationsDatabase(path: home.operations.path)).latest()
        if json { return Terminal.print(try JSONText.encode(entries)) }
        for entry in entries {
            Terminal.print("\(Terminal.bold(entry.at.formatted(.iso8601)))\n\(entry.report.text)")
        }
        if entries.isEmpty { Terminal.say("no evaluation was kept yet") }
    }
}

/// A recomputed answer for a person: both lists side by side, then the verdict.
private struct RecomputedText {
    private let answer: RecomputedAnswer

    init(_ answer: RecomputedAnswer) { self.answer = answer }

    func print() {
        let moment = Date(timeIntervalSince1970: Double(answer.timestamp) / 1000).formatted(.iso8601)
        Terminal.print(
            "\(answer.requestID)  \(answer.endpoint.rawValue) for \(answer.user?.rawValue ?? "nobody in particular"), "
                + "\(moment), by \(answer.model)")
        for rank in 0..<max(answer.logged.count, answer.recomputed.count) {
            let then = place(answer.logged, rank), now = place(answer.recomputed, rank)
            let line =
                "\(rank + 1)".leftPadded(to: 4) + "  " + then.padding(toLength: 40, withPad: " ", startingAt: 0) + now
            Terminal.print(then == now ? line : Terminal.yellow(line))
        }
        Terminal.print(verdict)
        for reason in answer.reasons { Terminal.print(reason) }
    }

    private func place(_ places: [RecomputedAnswer.Place], _ rank: Int) -> String {
        guard rank < places.count else { return answer.recomputed.isEmpty && answer.verdict == .impossible ? "" : "–" }
        let score = places[rank].score.map { "\($0)" } ?? "no number"
        return "#\(places[rank].item.rawValue.prefix(24)) \(score)"
    }

    private var verdict: String {
        switch answer.verdict {
        case .same:
            Terminal.green("The same answer, to the last digit; the shards were told \(answer.eventCount) events.")
        case .rounded: Terminal.green("The same films in the same order.")
        case .different: Terminal.red("Not the same answer (logged on the left, recomputed on the right).")
        case .impossible: Terminal.red("The answer cannot be made again.")
        }
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
