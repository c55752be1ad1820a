package import Actors
import GRDB
import Models

extension SQLiteRecordStore {
    /// Counts the answers of a stretch of time, in milliseconds since 1970.
    ///
    /// - Parameter limit: about how many rows are looked at; of more, every n-th is.
    /// - Complexity: O(rows of the time), and O(limit · list length) for what is looked into.
    public func tally(_ time: Range<Int64>, limit: Int = 100_000) throws(StorageError) -> ServedTally {
        do {
            return try pool.read { database in
                try ServedQueries(database: database, time: time).tally(limit: limit)
            }
        } catch {
            throw StorageError(error, path: path)
        }
    }

    /// The scores of one version's own answers: those of its first lists and of its latest, the fallbacks left out.
    ///
    /// - Parameter count: lists of each side, at most; the sides never share a list.
    package func scores(of version: ModelVersion, lists count: Int) throws(StorageError) -> ScoreSamples {
        do {
            return try pool.read { database in
                let lists =
                    try Int.fetchOne(
                        database, sql: "SELECT count(*) FROM requests WHERE \(ServedQueries.own)",
                        arguments: [version.name, version.version]) ?? 0
                let side = min(count, lists / 2)
                return ScoreSamples(
                    lists: side, first: try ServedQueries.scores(database, version, "ASC", side),
                    latest: try ServedQueries.scores(database, version, "DESC", side))
            }
        } catch {
            throw StorageError(error, path: path)
        }
    }
}

/// Scores of a version's first and latest lists.
package struct ScoreSamples: Sendable, Equatable {
    /// Lists on each side.
    package var lists: Int
    package var first: [Double]
    package var latest: [Double]
}

private struct ServedQueries {
    let database: Database
    let time: Range<Int64>

    /// A version's own answers to viewers.
    static let own = "model_name = ? AND model_version = ? AND endpoint = 'recommend' AND is_fallback = 0"

    static func scores(
        _ database: Database, _ version: ModelVersion, _ order: String, _ lists: Int
    ) throws -> [Double] {
        try Double.fetchAll(
            database,
            sql: """
                SELECT value FROM (SELECT scores FROM requests WHERE \(own) ORDER BY sequence \(order) LIMIT ?),
                    json_each(scores) WHERE value IS NOT NULL
                """,
            arguments: [version.name, version.version, lists])
    }

    func tally(limit: Int) throws -> ServedTally {
        var tally = ServedTally()
        tally.answers =
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM requests WHERE timestamp >= ? AND timestamp < ?",
                arguments: [time.lowerBound, time.upperBound]) ?? 0
        tally.sampleStep = max(1, (tally.answers + limit - 1) / max(1, limit))
        tally.viewers =
            try Int.fetchOne(
                database, sql: "SELECT count(DISTINCT user_id) FROM \(sample)", arguments: arguments(tally)) ?? 0
        try readRows(into: &tally)
        tally.films = try counts(
            tally, "SELECT value, count(*) FROM \(sample), json_each(recommendations) GROUP BY value")
        tally.fallbackReasons = try counts(
            tally, "SELECT fallback_reason, count(*) FROM \(sample) WHERE is_fallback != 0 GROUP BY fallback_reason")
        return tally
    }

    private let sample = "(SELECT * FROM requests WHERE timestamp >= ? AND timestamp < ? AND sequence % ? = 0)"

    private func arguments(_ tally: ServedTally) -> StatementArguments {
        [time.lowerBound, time.upperBound, tally.sampleStep]
    }

    private func counts(_ tally: ServedTally, _ sql: String) throws -> [ServedTally.Count] {
        let rows = try Row.fetchAll(database, sql: sql, arguments: arguments(tally))
        let found = rows.map { ServedTally.Count(name: $0[0] ?? "", count: $0[1]) }
        return found.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    private func readRows(into tally: inout ServedTally) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT timestamp, endpoint, model_name || '/' || model_version, latency_ms, is_fallback FROM \(sample)
                ORDER BY timestamp
                """,
            arguments: arguments(tally))
        var endpoints: [String: Stretch] = [:]
        var versions: [String: Stretch] = [:]
        var hours = [Stretch](repeating: Stretch(), count: 24)
        while let row = try rows.next() {
            let at: Int64 = row[0]
            let latency: Double = row[3]
            let isFallback: Bool = row[4]
            endpoints[row[1], default: Stretch()].add(at, latency, isFallback)
            versions[row[2], default: Stretch()].add(at, latency, isFallback)
            hours[Int((at / 3_600_000) % 24 + 24) % 24].add(at, latency, isFallback)
        }
        tally.percentiles = Percentiles(endpoints.values.flatMap(\.latencies))
        tally.endpoints = endpoints.sorted { $0.key < $1.key }.map { $0.value.served($0.key) }
        tally.versions = versions.map { $0.value.served($0.key) }.sorted { ($0.first, $0.name) < ($1.first, $1.name) }
        tally.hours = hours.enumerated().map {
            ServedTally.Hour(hour: $0, answers: $1.latencies.count, percentiles: Percentiles($1.latencies))
        }
    }
}

/// Answers that belong together.
private struct Stretch {
    var latencies: [Double] = []
    var fallbacks = 0
    var first: Int64 = 0
    var last: Int64 = 0

    mutating func add(_ time: Int64, _ latency: Double, _ isFallback: Bool) {
        if latencies.isEmpty { first = time }
        last = time
        latencies.append(latency)
        if isFallback { fallbacks += 1 }
    }

    func served(_ name: String) -> ServedTally.Served {
        ServedTally.Served(
            name: name, answers: latencies.count, fallbacks: fallbacks,
            meanMilliseconds: latencies.isEmpty ? 0 : latencies.reduce(0, +) / Double(latencies.count),
            percentiles: Percentiles(latencies), first: first, last: last)
    }
}
