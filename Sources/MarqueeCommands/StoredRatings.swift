import Foundation
import Models
import Ops

/// The data that models are compared on: a folder's or file's, or what the home folder has.
enum StoredRatings {
    static func read(_ data: String?, or homeOptions: HomeOptions) throws -> StoredLog {
        let stored = try data.map(read) ?? homeOptions.folder.existingDatabase().load()
        guard stored.log.count > 0 else {
            throw ConfigurationError(
                message: "there is no data; give --data, or import some with `marquee import`")
        }
        return stored
    }

    private static func read(_ path: String) throws -> StoredLog {
        let (stored, report) = try Importer.read(URL(filePath: path))
        if report.rejectedCount > 0 {
            Terminal.say("\(path): \(report.rejectedCount) lines were left out; `marquee import --dry-run` says why")
        }
        return stored
    }
}
