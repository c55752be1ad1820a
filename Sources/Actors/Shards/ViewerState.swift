import Models

/// What one viewer did since the models were trained, and what follows from it for the snapshot that serves.
///
/// Films are kept by their outside ids, so that the state outlives models; `resolve` puts it into one snapshot's
/// numbers, by its rule of what a like is, once for each snapshot and each new event. Lives inside one shard.
final class ViewerState {
    /// One for each film, oldest first; bounded.
    private(set) var events: [FreshEvent] = []

    /// The snapshot that what follows is for; 0 for none.
    private var resolvedSerial: UInt64 = 0
    /// Films of `events` that the model has, ascending.
    private(set) var met: [MetFilm] = []
    /// Whether the likes, or for a model of ratings the stars, differ from those the model was trained with.
    private(set) var changesHistory = false

    /// The snapshot that `vector` was folded in for; 0 for none.
    private var vectorSerial: UInt64 = 0
    /// [factors]
    private(set) var vector: [Float] = []

    /// Adds what the viewer did; its film is the newest now.
    /// - Returns: whether an older film gave way to it.
    func add(_ interaction: Interaction, maximum: Int) -> Bool {
        resolvedSerial = 0
        vectorSerial = 0
        if let place = events.lastIndex(where: { $0.item == interaction.item }) {
            var event = events.remove(at: place)
            event.add(interaction)
            events.append(event)
            return false
        }
        events.append(FreshEvent(interaction))
        guard events.count > maximum else { return false }
        events.removeFirst()
        return true
    }

    /// Puts the events into `snapshot`'s numbers, unless they are.
    /// - Parameter row: the viewer's row there, when the model was trained with them.
    func resolve(in snapshot: ServingSnapshot, row: UserNumber?) {
        guard resolvedSerial != snapshot.serial else { return }
        resolvedSerial = snapshot.serial
        met.removeAll(keepingCapacity: true)
        for event in events {
            guard let item = snapshot.items.number(of: event.item) else { continue }
            met.append(MetFilm(event, item: item, rule: snapshot.settings.positives))
        }
        met.sort { $0.item < $1.item }
        changesHistory = met.contains { film in
            let trained = row.flatMap { snapshot.seen.weight(row: $0, column: film.item) }
            return (film.weight(over: trained) ?? 0 > 0) != (trained ?? 0 > 0)
        }
        if let given = snapshot.predicting?.ratings, !changesHistory {
            changesHistory = met.contains { film in
                film.stars.map { $0 != row.flatMap { given.weightIfKnown(row: $0, column: film.item) } } ?? false
            }
        }
    }

    /// Whether `vector` was made from these events for this snapshot.
    func hasVector(for snapshot: ServingSnapshot) -> Bool { vectorSerial == snapshot.serial }

    func keep(vector made: [Float], for snapshot: ServingSnapshot) {
        vector.removeAll(keepingCapacity: true)
        vector.append(contentsOf: made)
        vectorSerial = snapshot.serial
    }
}

extension InteractionMatrix {
    /// The weight at a place, or nil when nothing stands there or the row is none of this matrix.
    fileprivate func weightIfKnown(row: UserNumber, column: ItemNumber) -> Float? {
        row.index < rowCount ? weight(row: row, column: column) : nil
    }

    /// The weight at a place, or nil when nothing stands there.
    /// - Complexity: O(log entries of the row).
    func weight(row: UserNumber, column: ItemNumber) -> Float? {
        withRow(row.index) { columns, weights in
            var low = 0, high = columns.count
            while low < high {  // columns below `low` are smaller, those from `high` on are not
                let middle = (low + high) / 2
                if columns[middle] < column.rawValue { low = middle + 1 } else { high = middle }
            }
            return low < columns.count && columns[low] == column.rawValue ? weights[low] : nil
        }
    }
}
