import Actors
import Foundation
import Logging
import Ops

/// The registry of a home, brought up to what is in the model directory.
struct RegistryReading {
    let registry: ModelRegistry

    /// Nil when there is no home, or its registry cannot be used, which is said: models are shown without it then.
    static func open(_ home: HomeFolder) async -> RegistryReading? {
        guard FileManager.default.fileExists(atPath: home.database.path) else { return nil }
        do {
            let reading = RegistryReading(registry: ModelRegistry(try OperationsDatabase(home: home.url)))
            try await reading.catchUp(home)
            return reading
        } catch {
            Terminal.say("stages are not shown: \(error)")
            return nil
        }
    }

    /// - Throws: `StorageError`, also when there is no such home; `RegistryError`.
    static func require(_ home: HomeFolder) async throws -> RegistryReading {
        _ = try home.existingDatabase()
        let reading = RegistryReading(registry: ModelRegistry(try OperationsDatabase(home: home.url)))
        try await reading.catchUp(home)
        return reading
    }

    /// A damaged record is told, and hides no version.
    private func catchUp(_ home: HomeFolder) async throws {
        let follower = RegistryFollower(registry, models: home.models)
        try follower.registerFound()
        do {
            try await follower.follow(
                try ActivationRecord.read(from: home.models), reason: "recorded as active")
        } catch let error as ActivationError {
            Terminal.say("\(error)")
        }
    }

    /// The registered version called so, whatever its name; `name/version` is understood too.
    func find(_ text: String) throws -> RegisteredVersion {
        let found = try registry.versions().last { $0.version.version == text || $0.version.description == text }
        guard let found else {
            throw RegistryError(
                .unknownVersion, "there is no version '\(text)'; `marquee models list` lists those there are")
        }
        return found
    }
}
