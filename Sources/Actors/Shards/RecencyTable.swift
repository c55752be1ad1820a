/// A bounded map that gives up the entry written longest ago. Reading does not count as use and changes nothing.
///
/// A dictionary of places and a ring of links through them: `newer[place]` and `older[place]`, −1 at the ends.
/// Every operation is O(1).
struct RecencyTable<Key: Hashable, Value> {
    private var places: [Key: Int32] = [:]
    private var entries: [(key: Key, value: Value)] = []
    private var newer: [Int32] = []
    private var older: [Int32] = []
    private var newest: Int32 = -1
    private var oldest: Int32 = -1

    var count: Int { places.count }
    var isEmpty: Bool { places.isEmpty }

    subscript(key: Key) -> Value? { places[key].map { entries[Int($0)].value } }

    /// Makes `key`'s entry the newest, after `make` if there is none.
    mutating func write(_ key: Key, make: () -> Value) -> Value {
        if let place = places[key] {
            unlink(place)
            link(place)
            return entries[Int(place)].value
        }
        let value = make()
        let place = Int32(entries.count)
        entries.append((key, value))
        newer.append(-1)
        older.append(-1)
        places[key] = place
        link(place)
        return value
    }

    /// Takes out the entry written longest ago.
    mutating func removeOldest() -> (key: Key, value: Value)? {
        guard oldest >= 0 else { return nil }
        let place = oldest
        unlink(place)
        let entry = entries[Int(place)]
        places[entry.key] = nil
        fill(place)
        return entry
    }

    /// Keeps the entries without gaps: the last one moves to the place that became free.
    private mutating func fill(_ place: Int32) {
        let last = Int32(entries.count - 1)
        if place != last {
            entries[Int(place)] = entries[Int(last)]
            newer[Int(place)] = newer[Int(last)]
            older[Int(place)] = older[Int(last)]
            places[entries[Int(place)].key] = place
            if newer[Int(place)] >= 0 { older[Int(newer[Int(place)])] = place } else { newest = place }
            if older[Int(place)] >= 0 { newer[Int(older[Int(place)])] = place } else { oldest = place }
        }
        entries.removeLast()
        newer.removeLast()
        older.removeLast()
    }

    private mutating func link(_ place: Int32) {
        older[Int(place)] = newest
        newer[Int(place)] = -1
        if newest >= 0 { newer[Int(newest)] = place } else { oldest = place }
        newest = place
    }

    private mutating func unlink(_ place: Int32) {
        let before = older[Int(place)], after = newer[Int(place)]
        if before >= 0 { newer[Int(before)] = after } else { oldest = after }
        if after >= 0 { older[Int(after)] = before } else { newest = before }
    }
}
