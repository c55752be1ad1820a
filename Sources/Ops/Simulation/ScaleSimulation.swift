public import Actors
import Models

/// Fills a home folder with a made-up model and its films, and makes it active: `marquee serve` then serves it like
/// any other.
public enum ScaleSimulation {
    /// - Throws: `StorageError`, `FileError`, `ActivationError`.
    @concurrent public static func run(_ settings: ScaleSettings, home: HomeFolder) async throws -> ModelVersion {
        precondition(settings.problem == nil, "settings are checked by whoever takes them in")
        try home.prepare()
        let database = try EventDatabase(home: home.url)
        try database.store(ScaleCatalogue.movies(settings.movies, seed: settings.seed))
        let artefact = try await ScaleModel.artefact(settings)
        let version = try home.artefacts.publish(artefact.encoded(), name: "simulated")
        return try await ModelActivator(offlineIn: home).activate(version: version.version)
    }
}
