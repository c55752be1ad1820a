import Foundation

/// `snapshots/<hash>/snapshot.json` in a home folder.
public struct DataSnapshotStore: Sendable {
    let home: HomeFolder

    public init(home: HomeFolder) { self.home = home }

    /// Keeps a snapshot; durable when it returns.
    ///
    /// One that is there already keeps the moment it was made at first. The rest is written anew: other settings may
    /// have given the same data.
    /// - Returns: the snapshot as it is kept.
    @discardableResult
    public func write(_ snapshot: DataSnapshot) throws(FileError) -> DataSnapshot {
        var kept = snapshot
        if let earlier = try? read(snapshot.hash) { kept.createdAt = earlier.createdAt }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(kept) else { preconditionFailure("a snapshot's numbers are finite") }
        try DurableFile.makeFolder(folder(snapshot.hash))
        try DurableFile.write(data, to: file(snapshot.hash))
        return kept
    }

    /// - Throws: `DataSnapshotError` when there is none of that name, or it cannot be understood.
    public func read(_ hash: String) throws(DataSnapshotError) -> DataSnapshot {
        guard Self.isName(hash), FileManager.default.fileExists(atPath: file(hash).path) else {
            throw DataSnapshotError(
                .unknown, "there is no snapshot '\(hash)' in \(home.snapshots.path); `marquee snapshots` lists them")
        }
        do {
            let snapshot = try JSONDecoder().decode(DataSnapshot.self, from: Data(contentsOf: file(hash)))
            guard snapshot.hash == hash else { throw CocoaError(.fileReadCorruptFile) }
            return snapshot
        } catch {
            throw DataSnapshotError(
                .damaged, "\(file(hash).path) cannot be understood; training on the same data writes it anew")
        }
    }

    /// The one snapshot whose name begins so.
    /// - Throws: `DataSnapshotError` when there is none, or several.
    public func find(_ beginning: String) throws(DataSnapshotError) -> DataSnapshot {
        let found = beginning.isEmpty ? [] : names.filter { $0.hasPrefix(beginning) }
        guard found.count <= 1 else {
            throw DataSnapshotError(
                .ambiguous, "\(found.count) snapshots begin with '\(beginning)'; give more of the hash")
        }
        return try read(found.first ?? beginning)
    }

    /// All that can be read, the latest first. Damaged ones are told through `damaged`.
    public func list(damaged: (DataSnapshotError) -> Void = { _ in }) -> [DataSnapshot] {
        var snapshots: [DataSnapshot] = []
        for name in names {
            do throws(DataSnapshotError) { snapshots.append(try read(name)) } catch { damaged(error) }
        }
        return snapshots.sorted { ($0.createdAt, $0.hash) > ($1.createdAt, $1.hash) }
    }

    /// Sorted.
    private var names: [String] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: home.snapshots.path)) ?? []
        return entries.filter(Self.isName).sorted()
    }

    /// Nothing but a SHA-256 names a folder here.
    private static func isName(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }

    private func folder(_ hash: String) -> URL { home.snapshots.appending(path: hash, directoryHint: .isDirectory) }
    private func file(_ hash: String) -> URL { folder(hash).appending(path: "snapshot.json") }
}
