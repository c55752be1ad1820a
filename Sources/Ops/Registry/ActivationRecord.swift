public import Actors
public import Foundation

/// `models/ACTIVE.json`: the version that serves, and those before it. What a restart comes back with.
public struct ActivationRecord: Sendable, Equatable, Codable {
    public var active: ModelVersion
    /// The latest last; what a rollback goes back through.
    public var earlier: [ModelVersion]

    public init(active: ModelVersion, earlier: [ModelVersion] = []) {
        self.active = active
        self.earlier = earlier
    }

    /// What is recorded once `version` is activated after this.
    public static func activating(_ version: ModelVersion, after record: ActivationRecord?) -> ActivationRecord {
        guard let record else { return ActivationRecord(active: version) }
        guard record.active != version else { return record }
        let earlier = record.earlier + [record.active]
        return ActivationRecord(active: version, earlier: Array(earlier.suffix(ModelStore.maximumEarlier)))
    }

    /// What is recorded once `version` serves again: it is never gone back to what is led away from.
    ///
    /// A version among `earlier` forgets those after it, any other only the one that serves.
    public func goingBack(to version: ModelVersion) -> ActivationRecord {
        let before = earlier.lastIndex(of: version).map { earlier[..<$0] } ?? earlier[...]
        return ActivationRecord(active: version, earlier: Array(before))
    }

    /// Nil when nothing was ever activated.
    /// - Throws: `ActivationError` when the file is there and cannot be understood.
    public static func read(from folder: URL) throws(ActivationError) -> ActivationRecord? {
        let url = folder.appending(path: fileName)
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        do {
            return try JSONDecoder().decode(ActivationRecord.self, from: Data(contentsOf: url))
        } catch {
            throw ActivationError(
                .damagedRecord,
                "models/\(fileName) cannot be read; activate a version by name to write it anew")
        }
    }

    /// Durable when it returns.
    public func write(to folder: URL) throws(FileError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { preconditionFailure("strings can always be written as JSON") }
        try DurableFile.write(data, to: folder.appending(path: Self.fileName))
    }

    private static let fileName = "ACTIVE.json"
}

/// Why a version does not serve.
public struct ActivationError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Code: Sendable, Equatable {
        private enum Kind: Equatable {
            case unknownVersion, damaged, failedSelfCheck, busy, nothingEarlier, notRecorded, damagedRecord
        }
        private let kind: Kind
        /// No such version in the model directory.
        public static let unknownVersion = Code(kind: .unknownVersion)
        /// The artefact cannot be used.
        public static let damaged = Code(kind: .damaged)
        /// It loads, and answers otherwise than when it was made.
        public static let failedSelfCheck = Code(kind: .failedSelfCheck)
        /// Another activation is under way.
        public static let busy = Code(kind: .busy)
        /// There is nothing to roll back to.
        public static let nothingEarlier = Code(kind: .nothingEarlier)
        /// It could not be written down that the version serves.
        public static let notRecorded = Code(kind: .notRecorded)
        /// `ACTIVE.json` is there and unreadable.
        public static let damagedRecord = Code(kind: .damagedRecord)
    }

    public var code: Code
    /// What, which version, and what to try.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
