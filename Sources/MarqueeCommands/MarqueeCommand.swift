import ArgumentParser
import Ops

struct MarqueeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "marquee",
        abstract: "A movie-recommendation server that trains, judges and serves its own models.",
        discussion: """
            First steps:
              marquee serve --demo              built-in films, http://127.0.0.1:8080
              marquee import ml-1m/             your ratings: MovieLens, CSV or JSONL
              marquee train                     train on them, and serve the result
              marquee retrain                   train again, and serve the result if it is better
              marquee evaluate --data ml-100k/  compare the models on a data set
              marquee recommend --user 196      ask without a server
            """,
        version: Release.version,
        subcommands: [
            ServeCommand.self, ImportCommand.self, DataCommand.self, SnapshotsCommand.self,
            TrainCommand.self, RetrainCommand.self, EvaluateCommand.self, TuneCommand.self, ReplayCommand.self,
            ModelsCommand.self, RunsCommand.self, MLflowCommand.self, MonitorCommand.self, ReportCommand.self,
            RecommendCommand.self, SimilarCommand.self, SimulateCommand.self, ExportCommand.self,
            BackupCommand.self, RestoreCommand.self, DoctorCommand.self, HealthCommand.self,
        ])
}
