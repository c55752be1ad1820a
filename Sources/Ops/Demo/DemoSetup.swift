import Models

/// Makes a home ready to serve: imports the built-in demo data where there is none, and trains where no model is active.
public enum DemoSetup {
    /// A step, in words.
    public struct Step: Sendable {
        public var text: String
        public var fraction: Double?
        public var isLast = false
    }

    @concurrent public static func prepare(
        _ configuration: ServerConfiguration, progress: @escaping @Sendable (Step) -> Void
    ) async throws {
        let home = configuration.home
        try home.prepare()
        let database = try EventDatabase(home: home.url)
        guard try ActivationRecord.read(from: home.models) == nil else { return }
        if try database.size().events == 0 {
            progress(Step(text: "bringing the built-in films and viewers"))
            _ = try Importer(into: database).store(DemoDataSet.generate(), named: "the built-in demo data set")
        }
        let outcome = try await TrainingRun(home: home, settings: TrainingRunSettings()) { step in
            progress(Step(text: "training on it", fraction: step.fraction))
        }.run()
        progress(Step(text: "trained \(outcome.version)", fraction: 1, isLast: true))
    }
}

extension TrainingRunProgress {
    /// How much of the whole run is done, roughly, where it can be told.
    var fraction: Double? {
        switch self {
        case .loading: 0
        case .comparing(.tuning(_, let done, let count)): 0.6 * Double(done) / Double(max(1, count))
        case .comparing: nil
        case .fitting(let step): 0.8 + 0.2 * Double(step.step) / Double(max(1, step.stepCount))
        case .publishing: 1
        }
    }
}
