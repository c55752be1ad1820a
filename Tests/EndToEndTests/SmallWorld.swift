import Foundation

/// A data set small enough for a debug build: two tastes, forty films, eighty viewers, in the MovieLens CSV layout.
enum SmallWorld {
    static let filmCount = 40
    static let viewerCount = 80

    /// Writes `movies.csv` and `ratings.csv` into a new folder.
    static func write() throws -> URL {
        let folder = try newFolder("data")
        var movies = "movieId,title,genres\n"
        for film in 1...filmCount {
            movies += "\(film),\"Film \(film), The (\(1960 + film))\",\(film % 2 == 0 ? "Drama" : "Comedy|Romance")\n"
        }
        var ratings = "userId,movieId,rating,timestamp\n"
        for viewer in 1...viewerCount {
            // Even viewers like even films; a few of each kind are left for the recommender to find.
            for film in 1...filmCount where (film * 7 + viewer * 3) % 5 != 0 {
                let likes = film % 2 == viewer % 2
                if likes || (film + viewer) % 4 == 0 {
                    ratings += "\(viewer),\(film),\(likes ? 5 : 2),\(1_600_000_000 + viewer * 1_000 + film * 60)\n"
                }
            }
        }
        try movies.write(to: folder.appending(path: "movies.csv"), atomically: true, encoding: .utf8)
        try ratings.write(to: folder.appending(path: "ratings.csv"), atomically: true, encoding: .utf8)
        return folder
    }

    static func newFolder(_ purpose: String) throws -> URL {
        let folder = URL.temporaryDirectory.appending(path: "marquee-\(purpose)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// A home with the small world imported and a model trained and active.
    static func home() async throws -> URL {
        let home = try newFolder("home")
        let imported = try await MarqueeProcess.run("import", write().path, home: home)
        guard imported.status == 0 else { throw Failure(text: imported.errors) }
        let trained = try await MarqueeProcess.run("train", "--set", "als.factors=8", home: home)
        guard trained.status == 0 else { throw Failure(text: trained.errors) }
        return home
    }

    struct Failure: Error, CustomStringConvertible {
        var text: String
        var description: String { text }
    }
}
