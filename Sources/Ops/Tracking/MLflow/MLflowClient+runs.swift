import Foundation

/// A name and a text, as MLflow takes parameters and tags.
struct MLflowPair: Codable {
    var key, value: String
}

/// Experiments and runs.
extension MLflowClient {
    /// A run as MLflow knows it.
    package struct Run: Sendable, Equatable {
        package var id, experiment: String
        /// Where its files are: `mlflow-artifacts:/…` when the server keeps them.
        package var artifactRoot: String
    }

    /// The experiment of that name, which is made where there is none.
    func experiment(named name: String) async throws(MLflowError) -> String {
        if let known = try await findExperiment(named: name) { return known }
        struct Creation: Encodable { var name: String }
        struct Created: Decodable { var experimentId: String }
        do {
            return try await send("experiments/create", Creation(name: name), answer: Created.self).experimentId
        } catch  where error.reason == "RESOURCE_ALREADY_EXISTS" {
            // Somebody else made it in between.
            guard let known = try await findExperiment(named: name) else { throw error }
            return known
        }
    }

    private func findExperiment(named name: String) async throws(MLflowError) -> String? {
        struct Found: Decodable {
            struct Experiment: Decodable { var experimentId: String }
            var experiment: Experiment
        }
        do {
            let found: Found = try await get("experiments/get-by-name", ["experiment_name": name])
            return found.experiment.experimentId
        } catch  where error.reason == "RESOURCE_DOES_NOT_EXIST" {
            return nil
        }
    }

    /// The run with that value of the tag `marquee.run_id`; deleted ones count too.
    func findRun(_ run: RunID, in experiment: String) async throws(MLflowError) -> Run? {
        struct Search: Encodable {
            var experimentIds: [String]
            var filter: String
            var maxResults = 1
            var runViewType = "ALL"
            var orderBy = ["attributes.start_time ASC"]
        }
        struct Found: Decodable { var runs: [Answer]? }
        let filter = "tags.`\(Self.runTag)` = \(try Self.quoted(run.rawValue))"
        let found = try await send(
            "runs/search", Search(experimentIds: [experiment], filter: filter), answer: Found.self)
        return found.runs?.first?.run
    }

    func createRun(
        _ run: RunID, in experiment: String, name: String, at start: Date, tags: [String: String]
    ) async throws(MLflowError) -> Run {
        struct Creation: Encodable {
            var experimentId, runName: String
            var startTime: Int64
            var tags: [MLflowPair]
        }
        struct Created: Decodable { var run: Answer }
        var tags = tags
        tags[Self.runTag] = run.rawValue
        let creation = Creation(
            experimentId: experiment, runName: name, startTime: start.milliseconds, tags: Self.pairs(tags))
        return try await send("runs/create", creation, answer: Created.self).run.run
    }

    /// Parameters, metrics and tags in pieces of the sizes that MLflow takes. Saying the same twice changes nothing.
    func log(
        to run: String, parameters: [String: String] = [:], metrics: [MetricPoint] = [], tags: [String: String] = [:]
    ) async throws(MLflowError) {
        for piece in Self.pairs(parameters).pieces(of: 100) {
            try await send("runs/log-batch", Batch(runId: run, params: piece))
        }
        for piece in metrics.map(Metric.init).pieces(of: 1_000) {
            try await send("runs/log-batch", Batch(runId: run, metrics: piece))
        }
        for piece in Self.pairs(tags).pieces(of: 100) {
            try await send("runs/log-batch", Batch(runId: run, tags: piece))
        }
    }

    func finishRun(_ run: String, status: RunStatus, at end: Date) async throws(MLflowError) {
        struct Update: Encodable {
            var runId, status: String
            var endTime: Int64
        }
        try await send(
            "runs/update", Update(runId: run, status: status.rawValue.uppercased(), endTime: end.milliseconds))
    }

    /// An ended run runs again.
    func reopenRun(_ run: String) async throws(MLflowError) {
        struct Update: Encodable { var runId, status: String }
        try await send("runs/update", Update(runId: run, status: "RUNNING"))
    }

    /// What makes a run of ours known again.
    static let runTag = "marquee.run_id"

    /// What MLflow takes of a parameter's or a tag's value.
    private static let valueCharacters = 5_000

    static func pairs(_ values: [String: String]) -> [MLflowPair] {
        values.sorted { $0.key < $1.key }.map {
            MLflowPair(
                key: $0.key,
                value: $0.value.count > valueCharacters ? $0.value.prefix(valueCharacters - 1) + "…" : $0.value)
        }
    }

    /// A text of a filter. MLflow's filters have no escapes.
    static func quoted(_ text: String) throws(MLflowError) -> String {
        guard !text.contains("'") || !text.contains("\"") else {
            throw MLflowError(.refused, "a name with both kinds of quotes cannot be looked up in MLflow: \(text)")
        }
        return text.contains("'") ? "\"\(text)\"" : "'\(text)'"
    }

    private struct Answer: Decodable {
        struct Info: Decodable { var runId, experimentId, artifactUri: String }
        var info: Info
        var run: Run { Run(id: info.runId, experiment: info.experimentId, artifactRoot: info.artifactUri) }
    }

    private struct Metric: Encodable {
        var key: String
        var value: Double
        var timestamp: Int64
        var step: Int

        init(_ point: MetricPoint) {
            key = point.name
            value = point.value
            timestamp = point.at.milliseconds
            step = point.step
        }
    }

    private struct Batch: Encodable {
        var runId: String
        var metrics: [Metric] = []
        var params: [MLflowPair] = []
        var tags: [MLflowPair] = []
    }
}

extension Date {
    /// Since 1970.
    fileprivate var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1_000).rounded()) }
}

extension Array {
    fileprivate func pieces(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
