public import Foundation
import Models

/// Everything the event store holds, as lines of JSON that `marquee import` reads: films, viewers, events.
///
/// The training set of what was imported again has the same hash.
public struct DataExport: Sendable {
    private let database: EventDatabase

    public init(_ database: EventDatabase) { self.database = database }

    public struct Report: Sendable, Equatable, Codable {
        public var movies = 0
        public var viewers = 0
        public var events = 0
        /// Rows that their checksum denies: left out.
        public var damagedRows = 0
        /// Events that an import takes for one it has: same viewer, film, kind and second.
        public var repeatedEvents = 0
        /// Titles that an import reads otherwise, such as one ending in a year in parentheses.
        public var ambiguousTitles = 0
    }

    /// The files of an export, in the folder given.
    public static let files = ["movies.jsonl", "users.jsonl", "events.jsonl"]

    /// Each file is there whole or not at all; what is there is replaced.
    /// - Complexity: O(everything), in memory too.
    public func write(to folder: URL) throws -> Report {
        let stored = try database.load()
        var report = Report()
        report.damagedRows = stored.damagedRows
        try DurableFile.makeFolder(folder)
        for movie in stored.movies where MovieTitle(Self.title(of: movie)).title != movie.title {
            report.ambiguousTitles += 1
        }
        report.movies = try Self.write(stored.movies.count, to: folder.appending(path: "movies.jsonl")) { number in
            MovieLine(stored.movies[number], title: Self.title(of: stored.movies[number]))
        }
        report.viewers = try Self.write(stored.viewers.count, to: folder.appending(path: "users.jsonl")) { number in
            ViewerLine(stored.viewers[number])
        }
        report.events = try Self.write(stored.log.count, to: folder.appending(path: "events.jsonl")) { number in
            EventLine(stored.log.interaction(at: number))
        }
        report.repeatedEvents = Self.repeated(stored.log)
        return report
    }

    /// As an import reads it back: a year in parentheses is put behind a title that would lose its own.
    private static func title(of movie: Movie) -> String {
        guard MovieTitle(movie.title).title != movie.title else { return movie.title }
        let marked = "\(movie.title) (\(movie.year ?? 1900))"
        return movie.year != nil && MovieTitle(marked).title == movie.title ? marked : movie.title
    }

    private static func repeated(_ log: InteractionLog) -> Int {
        struct Key: Hashable {
            var user, item: Int32
            var kind: UInt8
            var timestamp: Int64
        }
        var known: Set<Key> = []
        known.reserveCapacity(log.count)
        for number in 0..<log.count {
            known.insert(
                Key(
                    user: log.rows.users[number], item: log.rows.items[number], kind: log.rows.kinds[number],
                    timestamp: log.rows.timestamps[number]))
        }
        return log.count - known.count
    }

    private static func write(_ count: Int, to url: URL, _ line: (Int) -> some Encodable) throws -> Int {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var failure: (any Error)?
        try DurableFile.replace(url) { (writer) throws(FileError) in
            var buffer: [UInt8] = []
            for number in 0..<count {
                do {
                    buffer += try encoder.encode(line(number))
                } catch {
                    failure = error
                    return
                }
                buffer.append(UInt8(ascii: "\n"))
                guard buffer.count > 1 << 20 else { continue }
                try writer.write(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
            try writer.write(buffer)
        }
        if let failure { throw failure }
        return count
    }
}

private struct MovieLine: Encodable {
    var movie_id, title: String
    var year: Int?
    var genres: [String]
    var release_date, overview, age_rating: String?
    var directors, actors, keywords: [String]?

    init(_ movie: Movie, title: String) {
        movie_id = movie.id.rawValue
        self.title = title
        year = movie.year
        genres = movie.genres
        release_date = movie.releaseDate
        overview = movie.overview
        age_rating = movie.ageRating
        directors = movie.directors.isEmpty ? nil : movie.directors
        actors = movie.actors.isEmpty ? nil : movie.actors
        keywords = movie.keywords.isEmpty ? nil : movie.keywords
    }
}

private struct ViewerLine: Encodable {
    var user_id: String
    var age: Int?
    var gender, occupation: String?

    init(_ viewer: Viewer) {
        user_id = viewer.id.rawValue
        age = viewer.age
        gender = viewer.gender
        occupation = viewer.occupation
    }
}

private struct EventLine: Encodable {
    var user_id, movie_id, type: String
    /// Of ratings and watches: a click and a skip say it all.
    var value: Double?
    var timestamp: Int64

    init(_ event: Interaction) {
        user_id = event.user.rawValue
        movie_id = event.item.rawValue
        type = event.kind.rawValue
        value = [.rating, .watch].contains(event.kind) ? event.value : nil
        timestamp = event.timestamp
    }
}
