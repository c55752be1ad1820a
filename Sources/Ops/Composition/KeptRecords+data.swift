import Foundation
import Gateway
import Models

/// What is stored, imported and trained on.
extension KeptRecords {
    func dataSize() async throws -> KeptDataSize {
        try await BackgroundThread.run { [events] in
            let size = try events.size(), arrived = try events.arrivedCount()
            return KeptDataSize(
                films: size.movies, describedViewers: size.viewers, viewers: size.users,
                importedEvents: size.events - arrived, arrivedEvents: arrived,
                unknownFilms: try events.unknownItems(limit: 20).map { ($0.item.rawValue, $0.count) })
        }
    }

    func imports(limit: Int) async throws -> [KeptImport] {
        try await BackgroundThread.run { [events] in
            try events.imports(limit: limit).map { KeptImport(at: Double($0.at), report: $0.report) }
        }
    }

    func snapshots(limit: Int) async throws -> [KeptSnapshot] {
        try await BackgroundThread.run { [home] in
            DataSnapshotStore(home: home).list().prefix(limit).map(KeptSnapshot.init)
        }
    }
}

extension KeptSnapshot {
    fileprivate init(_ snapshot: DataSnapshot) {
        let counts = snapshot.counts
        self.init(
            hash: snapshot.hash, createdAt: Double(snapshot.createdAt),
            counts: [
                ("imported_events", counts.importedEvents), ("arrived_events", counts.arrivedEvents),
                ("damaged_rows", counts.damagedRows), ("viewers", counts.users),
                ("trained_viewers", counts.trainedUsers), ("films", counts.items),
                ("interactions", counts.interactions), ("positives", counts.positives),
            ],
            windowStart: snapshot.windowStart.map(Double.init), newestEvent: Double(snapshot.newestEvent),
            imbalance: snapshot.imbalance)
    }
}
