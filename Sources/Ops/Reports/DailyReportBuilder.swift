import Actors
public import Foundation
import GRDB
public import Models

/// Gathers a day's report from the databases of a home. Reads only.
public struct DailyReportBuilder: Sendable {
    private let home: HomeFolder
    private let events: EventDatabase
    private let operations: OperationsDatabase
    private let settings: MonitorSettings
    private let now: @Sendable () -> Date

    public init(
        home: HomeFolder, events: EventDatabase, operations: OperationsDatabase,
        settings: MonitorSettings = MonitorSettings(), now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.home = home
        self.events = events
        self.operations = operations
        self.settings = settings
        self.now = now
    }

    /// The whole report, without blocking the threads that answer.
    public func report(of day: ReportDay) async throws -> DailyReport {
        let online = try await judge(day)
        return try await BackgroundThread.run { try build(day, online: online) }
    }

    /// What followed the day's lists; nil when there were none.
    private func judge(_ day: ReportDay) async throws -> OnlineReport? {
        guard let requests = try openRequestLog() else { return nil }
        let time = day.milliseconds
        let replay = ReplaySettings(since: time.lowerBound, until: time.upperBound)
        let report = try await ReplayRun(events: events, requests: requests, settings: replay)
            .run(now: DocumentText.milliseconds(now()))
        return report.counts.lists > 0 || report.ratings?.overall.count ?? 0 > 0 ? report : nil
    }

    /// - Parameter online: what followed the day's lists, where that was looked at.
    /// - Complexity: a few passes over the events; blocks the thread meanwhile.
    public func build(_ day: ReportDay, online: OnlineReport? = nil) throws -> DailyReport {
        let time = day.milliseconds
        let requests = try openRequestLog()
        var served = try requests?.tally(time)
        let exposure = try exposure(served)
        served?.films = []
        let arrived = try events.tally(.arrived(from: time.lowerBound, to: time.upperBound))
        let before = try events.tally(.before(time.lowerBound))
        return DailyReport(
            day: day.description, madeAt: now(), isComplete: now() >= day.end, programVersion: Release.version,
            served: served, recentDays: try recentDays(day, requests), exposure: exposure, events: arrived,
            eventsBefore: before, preferenceEntropy: try entropies(day), drift: drift(before, arrived),
            monitoring: try MonitorStore(operations).rounds(from: day.start, to: day.end), online: online,
            counts: try DayCounters(operations).counts(of: day),
            activeModel: (try? ActivationRecord.read(from: home.models))?.active.description,
            changes: try operations.changes(time), decisions: try operations.decisions(time))
    }

    private func openRequestLog() throws -> SQLiteRecordStore? {
        let path = home.requestLog.path
        return FileManager.default.fileExists(atPath: path) ? try SQLiteRecordStore(path: path) : nil
    }

    private func exposure(_ served: ServedTally?) throws -> DailyReport.Exposure {
        var exposure = DailyReport.Exposure()
        exposure.catalogueFilms = try events.size().movies
        guard let served else { return exposure }
        exposure.shownFilms = served.films.count
        exposure.coverage = served.coverage(ofCatalogue: exposure.catalogueFilms)
        exposure.gini = served.concentration(ofCatalogue: exposure.catalogueFilms)
        let most = served.films.prefix(10)
        let titles = try events.titles(of: most.map(\.name))
        exposure.mostShown = most.map {
            DailyReport.ShownFilm(id: $0.name, title: titles[$0.name] ?? $0.name, count: $0.count)
        }
        return exposure
    }

    private func recentDays(
        _ day: ReportDay, _ requests: SQLiteRecordStore?
    ) throws -> [DailyReport.DayFigure] {
        guard let requests else { return [] }
        return try day.last(7).map {
            DailyReport.DayFigure(day: $0.description, value: Double(try requests.answers($0.milliseconds)))
        }
    }

    private func entropies(_ day: ReportDay) throws -> [DailyReport.DayFigure] {
        try day.last(14).compactMap { day in
            let time = day.milliseconds
            let tally = try events.tally(.arrived(from: time.lowerBound, to: time.upperBound))
            guard tally.likes >= settings.minimumEvents, let bits = Entropy.bits(tally.preferences) else { return nil }
            return DailyReport.DayFigure(day: day.description, value: bits)
        }
    }

    // MARK: Drift

    private func drift(_ before: EventTally, _ now: EventTally) -> [DailyReport.Drift] {
        typealias Subject = (name: String, before: ClassCounts, now: ClassCounts, unit: Int)
        let subjects: [Subject] = [
            ("ratings", before.ratings, now.ratings, 1), ("genres", before.genres, now.genres, 1_000),
            ("activity of viewers", before.activity, now.activity, 1),
        ]
        return subjects.flatMap { subject -> [DailyReport.Drift] in
            let counts = (before: subject.before.total / subject.unit, now: subject.now.total / subject.unit)
            let isEnough = min(counts.before, counts.now) >= settings.minimumEvents
            let note =
                isEnough
                ? "\(counts.now) against \(counts.before) before"
                : "too few: \(counts.now) against \(counts.before) before, at least \(settings.minimumEvents) needed"
            let stability = isEnough ? PopulationStability.index(from: subject.before, to: subject.now) : nil
            let divergence = isEnough ? JensenShannon.divergence(subject.before, subject.now) : nil
            return [
                .init(
                    name: "\(subject.name), stability index", value: stability, limit: settings.stabilityLimit,
                    note: note),
                .init(
                    name: "\(subject.name), divergence", value: divergence, limit: settings.divergenceLimit, note: note),
            ]
        }
    }
}

extension SQLiteRecordStore {
    /// How many answers of a stretch of time are in the log.
    func answers(_ time: Range<Int64>) throws(StorageError) -> Int {
        do {
            return try pool.read { database in
                try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM requests WHERE timestamp >= ? AND timestamp < ?",
                    arguments: [time.lowerBound, time.upperBound]) ?? 0
            }
        } catch {
            throw StorageError(error, path: path)
        }
    }
}
