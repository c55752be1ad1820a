import Models

extension DataSnapshotStore {
    /// Makes a snapshot's data again from what the event store holds of that moment, and proves that they are the same.
    ///
    /// - Throws: `DataSnapshotError` that says what differs; `StorageError`.
    public func rebuild(from snapshot: DataSnapshot) throws -> BuiltTrainingSet {
        let database = try home.existingDatabase()
        let built = try TrainingSetBuilder(database: database, settings: snapshot.settings)
            .build(asOf: snapshot.lastEventSequence)
        guard built.snapshot.hash == snapshot.hash else {
            let differences = Self.differences(then: snapshot, now: built.snapshot)
            throw DataSnapshotError(
                .differs,
                "\(snapshot.shortHash) cannot be made again: the store gives \(built.snapshot.shortHash), because "
                    + differences.joined(separator: "; "))
        }
        return built
    }

    private static func differences(then: DataSnapshot, now: DataSnapshot) -> [String] {
        var found: [String] = []
        func compare(_ what: String, _ then: some BinaryInteger, _ now: some BinaryInteger) {
            if then != now { found.append("\(what): \(then) then, \(now) now") }
        }
        compare("imported events", then.counts.importedEvents, now.counts.importedEvents)
        compare("events that arrived until then", then.counts.arrivedEvents, now.counts.arrivedEvents)
        compare("damaged rows", then.counts.damagedRows, now.counts.damagedRows)
        if found.isEmpty, then.sources.events != now.sources.events { found.append("events were altered") }
        if then.sources.movies != now.sources.movies { found.append("films are described otherwise") }
        if then.settings.rebalancing != nil, then.sources.viewers != now.sources.viewers {
            found.append("viewers are described otherwise")
        }
        if found.isEmpty { found.append("this release makes other data of the same events") }
        return found
    }
}
