import ArgumentParser
import Foundation
import Ops

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Release held-out data through a running server, or make up a large model.",
        discussion: """
            --data releases the last part of a data set as if it were new: each viewer's session asks the server for a \
            list, clicks and watches what the data say they are going to meet, and sends its ratings with their own \
            times. Repeating a run doubles nothing, and a server that restarts meanwhile loses nothing.

              marquee import ml-100k/ --until-share 0.70 && marquee train && marquee serve
              marquee simulate --data ml-100k/ --server http://127.0.0.1:8080 --from 0.70

            --scale publishes a model of random vectors with random histories and films, and lets it serve. Its viewers \
            and films have the ids 1, 2, 3, … Give it a home folder of its own.
            """)

    @OptionGroup(title: "Held-out data") var release: ReleaseOptions
    @OptionGroup(title: "A made-up model") var scale: ScaleOptions
    @OptionGroup var homeOptions: HomeOptions
    @Option(help: "The same seed gives the same run, and the same model.") var seed: UInt64 = 42

    func validate() throws {
        guard scale.scale != (release.data != nil) else {
            throw ValidationError("say what to simulate: --data <folder>, or --scale")
        }
        if let problem = scale.settings(seed: seed).problem ?? release.settings(seed: seed).problem {
            throw ValidationError(problem)
        }
        if release.url == nil { throw ValidationError("--server takes an address such as http://127.0.0.1:8080") }
    }

    func run() async throws {
        guard let data = release.data, let url = release.url else {
            let version = try await ScaleSimulation.run(scale.settings(seed: seed), home: homeOptions.folder)
            return Terminal.print("\(version) is active")
        }
        let settings = release.settings(seed: seed)
        let schedule = SimulationSchedule(try DataSource(data).read(), settings: settings)
        let line = ProgressLine()
        let summary = try await HTTPSimulationServer.with(url, connections: settings.connections) { server in
            try await Simulation(schedule, settings: settings, server: server) { step in
                line.show(
                    "\(step.done) of \(step.count) events, \(step.lists) lists, \(step.repeated) requests repeated",
                    fraction: Double(step.done) / Double(max(1, step.count)))
            }.run()
        }
        line.show("released", fraction: 1, isLast: true)
        Terminal.print(release.json ? try JSONText.encode(summary) : SimulationText(summary).text)
        if !summary.isComplete { throw ExitCode(1) }
    }
}

/// `simulate --data`: which part, where to, how fast.
struct ReleaseOptions: ParsableArguments {
    @Option(help: "The folder or file to release from, or “demo” for the built-in data set.") var data: String?
    @Option(help: "The running server.") var server = "http://127.0.0.1:8080"
    @Option(help: "The share of the events, by time, that the server knows already.")
    var from = SimulationSettings().from
    @Option(help: "The share after which to stop.") var to = SimulationSettings().to
    @Option(help: "How many times faster than the data's own time; 0 is as fast as the server allows.")
    var speed = SimulationSettings().speed
    @Option(help: "Viewers at once.") var connections = SimulationSettings().connections
    @Option(help: "Events to release at most.") var limit: Int?
    @Option(name: .shortAndLong, help: "Films of one list.") var k = SimulationSettings().listLength
    @Option(help: "Seconds to wait, in all, for a server that is away or busy.") var patience = 120
    @Flag(help: "Print the summary as JSON.") var json = false

    var url: URL? {
        guard let url = URL(string: server), url.host() != nil, ["http", "https"].contains(url.scheme) else {
            return nil
        }
        return url
    }

    func settings(seed: UInt64) -> SimulationSettings {
        var settings = SimulationSettings()
        settings.from = from
        settings.to = to
        settings.speed = speed
        settings.connections = connections
        settings.limit = limit
        settings.listLength = k
        settings.patience = .seconds(patience)
        settings.seed = seed
        return settings
    }
}

/// `simulate --scale`: how large.
struct ScaleOptions: ParsableArguments {
    @Flag(help: "A model of random vectors.") var scale = false
    @Option(help: "How many viewers.") var users = ScaleSettings().users
    @Option(help: "How many films.") var movies = ScaleSettings().movies
    @Option(help: "The length of a vector.") var factors = ScaleSettings().factors
    @Option(help: "Films a viewer has met, on average.") var history = ScaleSettings().history

    func settings(seed: UInt64) -> ScaleSettings {
        var settings = ScaleSettings()
        settings.users = users
        settings.movies = movies
        settings.factors = factors
        settings.history = history
        settings.seed = seed
        return settings
    }
}
