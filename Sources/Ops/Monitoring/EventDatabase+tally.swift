import GRDB
public import Models

extension EventDatabase {
    /// Counts the events of a window.
    ///
    /// Rows are counted as they stand: their checksums are for training, where a row matters.
    /// - Complexity: O(events), a few passes inside SQLite; nothing is held in memory but the counts.
    public func tally(
        _ window: EventWindow, positives: PositiveRule = PositiveRule()
    ) throws(StorageError) -> EventTally {
        try read { database in
            let counter = TallyQueries(database: database, window: window, positives: positives)
            var tally = EventTally.nothing
            try counter.countKinds(into: &tally)
            guard tally.events > 0 else { return tally }
            try counter.countRatings(into: &tally)
            try counter.countGenres(into: &tally)
            try counter.countActivity(into: &tally)
            return tally
        }
    }

    /// The titles of films by id; for a few.
    func titles(of items: [String]) throws(StorageError) -> [String: String] {
        try read { database in
            var titles: [String: String] = [:]
            for item in items {
                titles[item] = try String.fetchOne(
                    database,
                    sql: "SELECT title FROM movies JOIN items ON items.key = movies.item WHERE items.id = ?",
                    arguments: [item])
            }
            return titles
        }
    }
}

private struct TallyQueries {
    let database: Database
    let window: EventWindow
    let positives: PositiveRule

    /// The window's events as one table.
    private var events: String {
        let (imported, arrived) = window.conditions
        return """
            (SELECT user, item, kind, value, timestamp FROM imported_events WHERE \(imported)
            UNION ALL SELECT user, item, kind, value, timestamp FROM events WHERE \(arrived))
            """
    }

    func countKinds(into tally: inout EventTally) throws {
        let sql = "SELECT kind, count(*) FROM \(events) GROUP BY kind"
        for row in try Row.fetchAll(database, sql: sql) {
            let code: Int = row[0]
            if tally.kinds.counts.indices.contains(code) { tally.kinds.add(code, count: row[1]) }
        }
        tally.viewers = try Int.fetchOne(database, sql: "SELECT count(DISTINCT user) FROM \(events)") ?? 0
        tally.films = try Int.fetchOne(database, sql: "SELECT count(DISTINCT item) FROM \(events)") ?? 0
        tally.uncatalogued =
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM \(events) WHERE item NOT IN (SELECT item FROM movies)") ?? 0
    }

    func countRatings(into tally: inout EventTally) throws {
        let sql = "SELECT value, count(*) FROM \(events) WHERE kind = 0 GROUP BY value"
        for row in try Row.fetchAll(database, sql: sql) {
            let value: Double = row[0]
            let place = Int((min(max(value, 0.5), 5) * 2).rounded()) - 1
            tally.ratings.add(place, count: row[1])
        }
    }

    func countGenres(into tally: inout EventTally) throws {
        let sql = """
            SELECT genres, sum(met), sum(liked) FROM (
                SELECT item, sum(kind != 3) AS met,
                    sum((kind = 0 AND value >= ?) OR (kind = 1 AND value >= ?)) AS liked
                FROM \(events) GROUP BY item) AS films
            LEFT JOIN movies ON movies.item = films.item GROUP BY genres
            """
        var films: [(genres: [String], met: Int, liked: Int)] = []
        let arguments: StatementArguments = [positives.minimumRating, positives.minimumWatchMinutes]
        for row in try Row.fetchAll(database, sql: sql, arguments: arguments) {
            let genres: String? = row[0]
            films.append(((genres ?? "").split(separator: "|").map(String.init), row[1], row[2]))
        }
        tally.genres = GenreMix.counts(films.map { ($0.genres, $0.met) })
        tally.preferences = GenreMix.counts(films.map { ($0.genres, $0.liked) })
        tally.likes = films.reduce(0) { $0 + $1.liked }
    }

    func countActivity(into tally: inout EventTally) throws {
        let sql = """
            SELECT done, count(*) FROM (
                SELECT count(*) AS done FROM \(events) GROUP BY user, timestamp / 86400)
            GROUP BY done
            """
        for row in try Row.fetchAll(database, sql: sql) {
            let done: Int = row[0]
            let place = EventTally.activitySteps.lastIndex { $0 <= done } ?? 0
            tally.activity.add(place, count: row[1])
        }
    }
}
