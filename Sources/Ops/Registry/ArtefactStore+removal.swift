import Actors
import Foundation

extension ArtefactStore {
    /// Takes a version's folder away at once, then deletes it: what has its files mapped goes on.
    ///
    /// - Parameter isNeeded: asked when it is out of sight; when it is needed after all, it comes back.
    func remove(_ version: ModelVersion, unless isNeeded: () throws -> Bool) throws {
        let family = folder.appending(path: version.name, directoryHint: .isDirectory)
        let place = family.appending(path: version.version, directoryHint: .isDirectory)
        // A crash leaves what `removeLeftovers` removes.
        let aside = family.appending(path: ".aside-\(UUID().uuidString)", directoryHint: .isDirectory)
        try DurableFile.rename(place, to: aside)
        if try isNeeded() { return try DurableFile.rename(aside, to: place) }
        try FileManager.default.removeItem(at: aside)
    }

    /// Bytes on disk of a version's files.
    func byteCount(of version: ModelVersion) -> Int {
        let place = folder.appending(path: version.name).appending(path: version.version)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        return names.reduce(0) { sum, name in
            let values = try? place.appending(path: name).resourceValues(forKeys: [.fileSizeKey])
            return sum + (values?.fileSize ?? 0)
        }
    }
}
