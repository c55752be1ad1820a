import Foundation
import Gateway
import Models

/// Monitoring over time, and training runs with all that was tracked of them.
extension KeptRecords {
    func monitors(days: Int) async throws -> [KeptMonitor] {
        try await BackgroundThread.run { [operations] in
            let now = Date()
            let rounds = try MonitorStore(operations).rounds(
                from: now.addingTimeInterval(-Double(days) * 86_400), to: now.addingTimeInterval(1))
            return KeptMonitor.list(of: rounds, atMost: 300)
        }
    }

    func run(_ id: String) async throws -> KeptRun? {
        try await BackgroundThread.run { [operations] in
            guard let details = try SQLiteTracker(operations).run(RunID(rawValue: id)) else { return nil }
            var run = KeptRun(details)
            run.take(EvaluationFile(of: details))
            return run
        }
    }
}

extension KeptMonitor {
    /// Each figure's course; of many rounds every n-th, counted back from the latest.
    static func list(of rounds: [MonitorRound], atMost maximum: Int) -> [KeptMonitor] {
        let step = max(1, (rounds.count + maximum - 1) / maximum)
        let kept = rounds.indices.filter { (rounds.count - 1 - $0).isMultiple(of: step) }.map { rounds[$0] }
        return MonitorName.allCases.compactMap { name in
            let points = kept.compactMap { $0[name].map(Point.init) }
            let gap = rounds.last?.gaps.first { $0.name == name.rawValue }?.reason
            guard !points.isEmpty || gap != nil else { return nil }
            return KeptMonitor(name: name.rawValue, points: points, note: rounds.last?[name]?.note, gap: gap)
        }
    }
}

extension KeptMonitor.Point {
    fileprivate init(_ reading: MonitorReading) {
        self.init(
            at: reading.at.timeIntervalSince1970, value: reading.value, limit: reading.limit, breached: reading.breached
        )
    }
}

extension KeptRun {
    /// Without its evaluation.
    init(_ details: TrackedRunDetails) {
        let courses = Dictionary(grouping: details.points, by: \.name).filter { $0.value.count > 1 }
        self.init(
            id: details.run.id.rawValue, status: details.run.status.rawValue,
            startedAt: details.run.startedAt.timeIntervalSince1970, endedAt: details.run.endedAt?.timeIntervalSince1970,
            tags: details.run.tags, parameters: details.parameters, versions: details.run.versions,
            curves: courses.sorted { $0.key < $1.key }.map { name, points in
                KeptCurve(metric: name, points: points.sorted { $0.step < $1.step }.map { ($0.step, $0.value) })
            })
    }

    /// Adds what its candidates were worth, or why that cannot be told.
    mutating func take(_ file: EvaluationFile) {
        switch file {
        case .none: break
        case .unreadable(let reason): choices = ["The report of its evaluation cannot be read: \(reason)"]
        case .report(let report):
            models = report.models.map { KeptCandidate($0, metrics: $0.figures(depth: report.rules.depth)) }
            choices = report.tuning.map { "\($0.model): \($0.refusal ?? $0.reason)" }
            if let choice = report.choice { choices.append(choice.reason) }
        }
    }
}

/// What is left of a run's evaluation.
enum EvaluationFile {
    case none
    case unreadable(String)
    case report(EvaluationReport)

    init(of details: TrackedRunDetails) {
        let file = details.artefacts.first { $0.key.hasPrefix("reports/") && $0.key.hasSuffix(".json") }?.value
        guard let file, let data = FileManager.default.contents(atPath: file) else {
            self = .none
            return
        }
        do {
            self = .report(try JSONDecoder().decode(EvaluationReport.self, from: data))
        } catch {
            self = .unreadable("\(error)")
        }
    }
}

extension ModelReport {
    /// By the names that are tracked; a figure that has no interval is its own.
    func figures(depth: Int) -> [String: Estimate] {
        var figures: [String: Estimate] = [:]
        for (metric, estimate) in warm?.metrics ?? [:] { figures[MetricName.of(metric)] = estimate }
        var plain: [String: Double] = similarity?.metrics ?? [:]
        plain["coverage_at_\(depth)"] = warm?.coverage
        plain[MetricName.gini] = warm?.gini
        for dimension in ViewerGroups.dimensions { plain[MetricName.gap(dimension)] = gap(dimension) }
        return figures.merging(plain.mapValues { Estimate(mean: $0, low: $0, high: $0) }) { _, new in new }
    }

    /// The NDCG of the group served best less that of the one served worst; nil unless two have viewers enough.
    private func gap(_ dimension: GroupDimension) -> Double? {
        let means = groups.filter { $0.dimension == dimension && $0.viewerCount >= ViewerGroups.minimumViewers }
            .map(\.ndcg.mean)
        guard means.count >= 2, let best = means.max(), let worst = means.min() else { return nil }
        return best - worst
    }
}
