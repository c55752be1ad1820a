import GRDB
public import Models

/// How much the database holds.
public struct DataSize: Sendable, Equatable, Codable {
    public var movies = 0
    public var viewers = 0
    public var users = 0
    public var events = 0

    public init(movies: Int = 0, viewers: Int = 0, users: Int = 0, events: Int = 0) {
        self.movies = movies
        self.viewers = viewers
        self.users = users
        self.events = events
    }
}

extension EventDatabase {
    /// Adds movies, or fills in what is known of those that are there: a field that is given wins, one that is not
    /// keeps what it was.
    public func store(_ movies: [Movie]) throws(StorageError) {
        try write { database in try Self.insert(movies, into: database) }
    }

    /// Adds viewers, or fills in what is known of them.
    public func store(_ viewers: [Viewer]) throws(StorageError) {
        try write { database in try Self.insert(viewers, into: database) }
    }

    static func insert(_ movies: [Movie], into database: Database) throws {
        let items = try KeyTable(database, table: "items")
        let insert = try StatementLoop(
            database,
            """
            INSERT INTO movies
                (item, title, year, genres, release_date, overview, age_rating, directors, actors, keywords)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (item) DO UPDATE SET
                title = excluded.title, year = coalesce(excluded.year, year),
                genres = iif(excluded.genres = '', genres, excluded.genres),
                release_date = coalesce(excluded.release_date, release_date),
                overview = coalesce(excluded.overview, overview), age_rating = coalesce(excluded.age_rating, age_rating),
                directors = iif(excluded.directors = '', directors, excluded.directors),
                actors = iif(excluded.actors = '', actors, excluded.actors),
                keywords = iif(excluded.keywords = '', keywords, excluded.keywords)
            """)
        for movie in movies {
            insert.bind(1, try items.key(of: movie.id.rawValue))
            insert.bind(2, movie.title)
            if let year = movie.year { insert.bind(3, Int64(year)) } else { insert.bindNull(3) }
            insert.bind(4, joined(movie.genres))
            insert.bind(5, movie.releaseDate)
            insert.bind(6, movie.overview)
            insert.bind(7, movie.ageRating)
            insert.bind(8, joined(movie.directors))
            insert.bind(9, joined(movie.actors))
            insert.bind(10, joined(movie.keywords))
            try insert.run()
        }
    }

    private static func joined(_ names: [String]) -> String {
        names.map { $0.replacing("|", with: "/") }.joined(separator: "|")
    }

    private static func list(_ text: String) -> [String] { text.split(separator: "|").map(String.init) }

    static func insert(_ viewers: [Viewer], into database: Database) throws {
        let users = try KeyTable(database, table: "users")
        let insert = try StatementLoop(
            database,
            """
            INSERT INTO viewers (user, age, gender, occupation) VALUES (?, ?, ?, ?)
            ON CONFLICT (user) DO UPDATE SET
                age = coalesce(excluded.age, age), gender = coalesce(excluded.gender, gender),
                occupation = coalesce(excluded.occupation, occupation)
            """)
        for viewer in viewers {
            insert.bind(1, try users.key(of: viewer.id.rawValue))
            if let age = viewer.age { insert.bind(2, Int64(age)) } else { insert.bindNull(2) }
            insert.bind(3, viewer.gender)
            insert.bind(4, viewer.occupation)
            try insert.run()
        }
    }

    /// Every movie that is described, in the order they came.
    public func movies() throws(StorageError) -> [Movie] {
        try read { database in try Self.movies(database) }
    }

    static func movies(_ database: Database) throws -> [Movie] {
        let rows = try StatementLoop(
            database,
            """
            SELECT id, title, year, genres, release_date, overview, age_rating, directors, actors, keywords
            FROM movies JOIN items ON items.key = movies.item ORDER BY item
            """)
        var movies: [Movie] = []
        while try rows.next() {
            movies.append(
                Movie(
                    id: ItemID(rows.text(0)), title: rows.text(1), year: rows.optionalInteger(2),
                    genres: list(rows.text(3)), releaseDate: rows.optionalText(4), overview: rows.optionalText(5),
                    ageRating: rows.optionalText(6), directors: list(rows.text(7)), actors: list(rows.text(8)),
                    keywords: list(rows.text(9))))
        }
        return movies
    }

    /// Every viewer that is described, in the order they came.
    public func viewers() throws(StorageError) -> [Viewer] {
        try read { database in try Self.viewers(database) }
    }

    static func viewers(_ database: Database) throws -> [Viewer] {
        let rows = try StatementLoop(
            database,
            """
            SELECT id, age, gender, occupation FROM viewers JOIN users ON users.key = viewers.user ORDER BY user
            """)
        var viewers: [Viewer] = []
        while try rows.next() {
            viewers.append(
                Viewer(
                    id: UserID(rows.text(0)), age: rows.optionalInteger(1), gender: rows.optionalText(2),
                    occupation: rows.optionalText(3)))
        }
        return viewers
    }

    /// - Complexity: counts rows; SQLite walks each table's pages.
    public func size() throws(StorageError) -> DataSize {
        try read { database in
            func count(_ table: String) throws -> Int {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
            }
            return DataSize(
                movies: try count("movies"), viewers: try count("viewers"), users: try count("users"),
                events: try count("imported_events") + count("events"))
        }
    }

    // MARK: Unknown films

    /// Adds to the counts of films that were asked for and are not in the model.
    ///
    /// - Parameters:
    ///   - time: seconds since 1970.
    ///   - limit: how many films the list keeps; those asked for least give way, so that nobody can fill the disk with
    ///     made-up ids.
    public func noteUnknownItems(
        _ counts: [ItemID: Int], at time: Int64, keeping limit: Int = 100_000
    ) async throws(StorageError) {
        guard !counts.isEmpty else { return }
        try await commit { database in
            let insert = try StatementLoop(
                database,
                """
                INSERT INTO unknown_items (item, count, first_asked_at, last_asked_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (item) DO UPDATE SET
                    count = count + excluded.count, last_asked_at = excluded.last_asked_at
                """)
            for (item, count) in counts {
                insert.bind(1, item.rawValue)
                insert.bind(2, Int64(count))
                insert.bind(3, time)
                insert.bind(4, time)
                try insert.run()
            }
            let forget = try StatementLoop(
                database,
                """
                DELETE FROM unknown_items WHERE item IN (
                    SELECT item FROM unknown_items ORDER BY count, last_asked_at
                    LIMIT max(0, (SELECT count(*) FROM unknown_items) - ?))
                """)
            forget.bind(1, Int64(limit))
            try forget.run()
        }.get()
    }

    /// The films asked for most that are not in the model.
    public func unknownItems(limit: Int = 100) throws(StorageError) -> [(item: ItemID, count: Int)] {
        try read { database in
            let rows = try StatementLoop(
                database, "SELECT item, count FROM unknown_items ORDER BY count DESC, item LIMIT ?")
            rows.bind(1, Int64(limit))
            var found: [(item: ItemID, count: Int)] = []
            while try rows.next() { found.append((ItemID(rows.text(0)), Int(rows.integer(1)))) }
            return found
        }
    }
}
