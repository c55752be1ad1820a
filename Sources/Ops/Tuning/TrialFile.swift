public import Foundation
public import Models
import Synchronization

/// The trials of one search, a line of JSON each: what was tried is not tried again, whatever ended the search.
public final class TrialFile: TrialStore {
    public let url: URL
    private let trials: Mutex<[SearchTrial]>

    /// Reads what is there.
    /// - Throws: `FileError`; `TuningError` for a file that is something else.
    public init(_ url: URL) throws {
        self.url = url
        try DurableFile.makeFolder(url.deletingLastPathComponent())
        trials = Mutex(try Self.read(url))
    }

    public var count: Int { trials.withLock(\.count) }

    public func trial(_ settings: ModelSettings, share: Double) -> SearchTrial? {
        trials.withLock { $0.first { $0.settings == settings && $0.share == share } }
    }

    /// - Throws: `FileError`, `EncodingError`; the trial is then made again after a restart.
    public func record(_ trial: SearchTrial) throws {
        try trials.withLock { trials in
            trials.append(trial)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let lines = try trials.map { try encoder.encode($0) + Data("\n".utf8) }
            try DurableFile.write(lines.reduce(Data(), +), to: url)
        }
    }

    private static func read(_ url: URL) throws -> [SearchTrial] {
        guard FileManager.default.fileExists(atPath: url.path) else { return [] }
        let lines = try Data(contentsOf: url).split(separator: UInt8(ascii: "\n"))
        return try lines.enumerated().map { number, line in
            do {
                return try JSONDecoder().decode(SearchTrial.self, from: Data(line))
            } catch {
                throw TuningError(
                    message:
                        "\(url.path), line \(number + 1), is no trial of a search; move the file away to begin anew")
            }
        }
    }
}

/// A search's file, or its result, that cannot be used.
public struct TuningError: Error, Sendable, Equatable, CustomStringConvertible {
    public var message: String
    public var description: String { message }
}
