import ArgumentParser
import Ops

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Make up a model of any size, to measure how serving bears it.",
        discussion: """
            --scale publishes a model of random vectors with random histories and films, and lets it serve. Its viewers
            and films have the ids 1, 2, 3, … Give it a home folder of its own.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "A model of random vectors.") var scale = false
    @Option(help: "How many viewers.") var users = ScaleSettings().users
    @Option(help: "How many films.") var movies = ScaleSettings().movies
    @Option(help: "The length of a vector.") var factors = ScaleSettings().factors
    @Option(help: "Films a viewer has met, on average.") var history = ScaleSettings().history
    @Option(help: "The same seed gives the same model.") var seed = ScaleSettings().seed

    private var settings: ScaleSettings {
        var settings = ScaleSettings()
        settings.users = users
        settings.movies = movies
        settings.factors = factors
        settings.history = history
        settings.seed = seed
        return settings
    }

    func validate() throws {
        guard scale else { throw ValidationError("say what to simulate: --scale") }
        if let problem = settings.problem { throw ValidationError(problem) }
    }

    func run() async throws {
        let version = try await ScaleSimulation.run(settings, home: homeOptions.folder)
        Terminal.print("\(version) is active")
    }
}
