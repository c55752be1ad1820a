import Foundation

/// A world that goes on: a film is new every day, a hundred viewers of two tastes meet it over the next twenty days.
///
/// A model of the first 70 % knows none of the last films, so whoever is trained later is better by far, and a model that
/// is trained again without anything new is not.
enum ChangingWorld {
    static let filmCount = 60
    static let viewerCount = 100
    private static let day = 86_400

    /// Writes `movies.csv` and `ratings.csv` into a new folder.
    static func write() throws -> URL {
        let folder = try SmallWorld.newFolder("changing")
        var movies = "movieId,title,genres\n"
        var ratings = "userId,movieId,rating,timestamp\n"
        for film in 1...filmCount {
            movies += "\(film),Film \(film) (\(1960 + film)),\(film % 2 == 0 ? "Drama" : "Comedy|Romance")\n"
            for viewer in 1...viewerCount where (film * 7 + viewer * 3) % 5 != 0 {
                let likes = film % 2 == viewer % 2
                guard likes || (film + viewer) % 4 == 0 else { continue }
                // Who meets a film early differs from film to film.
                let met = film * day + (viewer * 13 + film * 5) % 20 * day + viewer
                ratings += "\(viewer),\(film),\(likes ? 5 : 2),\(1_600_000_000 + met)\n"
            }
        }
        try movies.write(to: folder.appending(path: "movies.csv"), atomically: true, encoding: .utf8)
        try ratings.write(to: folder.appending(path: "ratings.csv"), atomically: true, encoding: .utf8)
        return folder
    }
}

/// A home that knows the first part of a data set and has a model of it.
struct LearningHome {
    let folder: URL
    let data: URL

    init(data: URL, knowing share: Double, training options: [String] = []) async throws {
        self.data = data
        folder = try SmallWorld.newFolder("home")
        for arguments in [["import", data.path, "--until-share", "\(share)"], ["train"] + options] {
            let outcome = try await MarqueeProcess.run(arguments, home: folder)
            guard outcome.status == 0 else { throw SmallWorld.Failure(text: outcome.errors) }
        }
    }

    /// Releases a part of the data through the server as if it were new, and gives the summary.
    @discardableResult
    func release(from first: Double, to last: Double, to server: MarqueeProcess) async throws -> [String: Any] {
        let outcome = try await MarqueeProcess.run(
            [
                "simulate", "--data", data.path, "--server", server.address, "--from", "\(first)", "--to", "\(last)",
                "--json",
            ], home: nil)
        guard outcome.status == 0 else { throw SmallWorld.Failure(text: outcome.errors + outcome.output) }
        return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any] ?? [:]
    }

    /// Holds the training lock meanwhile, as `marquee retrain` by hand does: a run that is due waits for `body` to end.
    func withoutTraining<Result>(_ body: () async throws -> Result) async throws -> Result {
        let lock = open(folder.appending(path: ".training.lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard lock >= 0 else { throw SmallWorld.Failure(text: "the training lock cannot be opened: \(errno)") }
        defer { close(lock) }
        while flock(lock, LOCK_EX | LOCK_NB) != 0 { try await Task.sleep(for: .milliseconds(20)) }
        return try await body()
    }

    var operations: URL { folder.appending(path: "operations.sqlite") }

    /// What serves after a start, by the file that says so.
    func activeVersion() throws -> String {
        struct Record: Decodable {
            struct Version: Decodable { var version: String }
            var active: Version
        }
        let file = folder.appending(path: "models/ACTIVE.json")
        return try JSONDecoder().decode(Record.self, from: Data(contentsOf: file)).active.version
    }

    /// Whole versions in the model directory.
    func publishedVersions() throws -> [String] {
        let models = folder.appending(path: "models")
        return try FileManager.default.subpathsOfDirectory(atPath: models.path).filter { $0.hasSuffix("manifest.json") }
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}
