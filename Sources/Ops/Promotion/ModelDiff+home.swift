import Actors
import Foundation
public import Models

extension ModelDiff {
    /// Compares two versions of a home folder, by the names `marquee models` prints.
    ///
    /// Nothing is activated, no server is asked.
    /// - Throws: `ActivationError` for a version that is not there; `ArtefactError`, `FileError` for one that cannot be
    ///   used; `StorageError`; `CancellationError`.
    public static func between(
        _ before: String, _ after: String, in home: HomeFolder, options: Options
    ) async throws -> ModelDiff {
        let store = home.artefacts
        let versions = try (find(before, in: store), find(after, in: store))
        var diff = try await between(
            store.open(versions.0), store.open(versions.1),
            names: ("\(versions.0)", "\(versions.1)"), options: options)
        let titles = try titles(of: diff, in: home)
        diff.name { titles[$0] }
        return diff
    }

    private static func find(_ version: String, in store: ArtefactStore) throws(ActivationError) -> ModelVersion {
        guard let found = store.find(version) else {
            throw ActivationError(
                .unknownVersion, "there is no version '\(version)'; `marquee models` lists those there are")
        }
        return found
    }

    /// What the films that moved are called. Models made without data (`simulate --scale`) have no catalogue.
    private static func titles(of diff: ModelDiff, in home: HomeFolder) throws -> [ItemID: String] {
        guard FileManager.default.fileExists(atPath: home.database.path) else { return [:] }
        let moved = Set((diff.risers + diff.fallers).map(\.item))
        let movies = try home.existingDatabase().movies().filter { moved.contains($0.id) }
        return Dictionary(movies.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    }
}
