import Models

/// What one import carries from file to file.
struct ImportRun {
    let database: EventDatabase
    let batchSize: Int
    /// Events from this moment on are held back.
    let until: Int64
    var collector = DatasetCollector()
    /// Events that were there already, since it was last set to 0.
    var duplicates = 0
    /// Events that were held back, since it was last set to 0.
    var heldBack = 0
    private var keys = ImportKeys()
    /// [items of the collector], events of each.
    private var itemCounts: [Int] = []

    init(database: EventDatabase, batchSize: Int, until: Int64) {
        self.database = database
        self.batchSize = batchSize
        self.until = until
    }

    mutating func flushIfFull() throws(ImportError) {
        if collector.log.rows.count >= batchSize { try flush() }
    }

    /// Stores the events collected so far.
    mutating func flush() throws(ImportError) {
        let taken = collector.log.takeRows()
        let rows = taken.before(until)
        heldBack += taken.count - rows.count
        guard rows.count > 0 else { return }
        itemCounts += Array(repeating: 0, count: collector.log.items.count - itemCounts.count)
        for item in rows.items { itemCounts[Int(item)] += 1 }
        do {
            duplicates += try database.storeImported(rows, numbering: collector.log, keys: &keys)
        } catch {
            throw ImportError(error)
        }
    }

    /// Stores the movies and viewers collected so far.
    mutating func storeDescriptions() throws(ImportError) {
        let (movies, viewers) = collector.takeDescriptions()
        try store(movies, viewers)
    }

    func store(_ movies: [Movie], _ viewers: [Viewer]) throws(ImportError) {
        do {
            if !movies.isEmpty { try database.store(movies) }
            if !viewers.isEmpty { try database.store(viewers) }
        } catch {
            throw ImportError(error)
        }
    }

    func countEventsOfUnknownMovies() throws(ImportError) -> Int {
        do {
            let isUndescribed = try database.undescribedItems(keys: keys)
            return zip(itemCounts, isUndescribed).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
        } catch {
            throw ImportError(error)
        }
    }
}
