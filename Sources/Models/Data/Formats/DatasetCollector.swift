/// What the files of one import bring: movies, viewers, and events as columns.
///
/// Events can be drained while reading (`log.takeRows()`), so that a file of any size needs memory for its ids only.
public struct DatasetCollector: Sendable {
    /// Films in the order they were read.
    public internal(set) var movies: [Movie] = []
    /// Viewers in the order they were read.
    public internal(set) var viewers: [Viewer] = []
    /// Events, as they were read.
    public var log = InteractionLogBuilder()
    /// [users of `log`], the time of each user's event before.
    private var lastTimes: [Int64] = []

    public init() {}

    /// All of it as values with outside ids, events in canonical order. For small data and tests.
    public func dataset() -> Dataset {
        let log = self.log.build()
        return Dataset(
            movies: movies, viewers: viewers, interactions: (0..<log.count).map { log.interaction(at: $0) })
    }

    /// Hands over the movies and viewers collected so far.
    public mutating func takeDescriptions() -> (movies: [Movie], viewers: [Viewer]) {
        defer {
            movies = []
            viewers = []
        }
        return (movies, viewers)
    }

    mutating func take(_ row: RowValues, _ kind: TableKind, report: inout FileReport) -> RejectionReason? {
        switch kind {
        case .events: takeEvent(row, report: &report)
        case .movies: takeMovie(row)
        case .viewers: takeViewer(row)
        }
    }

    // MARK: Events

    private mutating func takeEvent(_ row: RowValues, report: inout FileReport) -> RejectionReason? {
        guard let user = row.bytes(.user) else { return .missingUser }
        guard let item = row.bytes(.item) else { return .missingItem }
        guard user.count <= Self.identifierLimit, item.count <= Self.identifierLimit else { return .identifierTooLong }
        var event = EventFields()
        if let reason = event.parse(row) { return reason }
        // Unescaping and other encodings are rare in ids; numbers and slugs go straight through.
        let userNumber = row.isPlain(.user) ? log.number(ofUser: user) : log.addUser(UserID(row.text(.user) ?? ""))
        let itemNumber = row.isPlain(.item) ? log.number(ofItem: item) : log.addItem(ItemID(row.text(.item) ?? ""))
        log.append(
            user: userNumber, item: itemNumber, kind: event.kind.code, value: event.value, timestamp: event.timestamp)
        if !event.hasTime { report.withoutTime += 1 }
        if isOutOfOrder(user: Int(userNumber), time: event.timestamp) { report.outOfOrder += 1 }
        return nil
    }

    private mutating func isOutOfOrder(user: Int, time: Int64) -> Bool {
        while lastTimes.count <= user { lastTimes.append(Int64.min) }
        defer { lastTimes[user] = time }
        return time < lastTimes[user]
    }

    /// Longer ids are taken for damage.
    private static let identifierLimit = 256

    // MARK: Movies and viewers

    private mutating func takeMovie(_ row: RowValues) -> RejectionReason? {
        guard let id = row.text(.item) else { return .missingItem }
        guard id.utf8.count <= Self.identifierLimit else { return .identifierTooLong }
        guard let given = row.text(.title) else { return .missingTitle }
        let title = MovieTitle(given)
        let releaseDate = row.text(.releaseDate).flatMap(ReleaseDate.day)
        let givenYear = row.bytes(.year).flatMap(NumberParsing.decimal).flatMap { Int(exactly: $0.rounded(.down)) }
        let releaseYear = releaseDate.flatMap { Int($0.prefix(4)) }
        let years = [givenYear, title.year, releaseYear].compactMap { $0 }
        movies.append(
            Movie(
                id: ItemID(id), title: title.title, year: years.first { (1800...2100).contains($0) },
                genres: genres(row), releaseDate: releaseDate, overview: row.text(.overview).flatMap(Self.present),
                ageRating: row.text(.ageRating).flatMap(Self.present), directors: list(row, .directors),
                actors: list(row, .actors), keywords: list(row, .keywords)))
        return nil
    }

    /// Names are written as genres are.
    private func list(_ row: RowValues, _ column: Column) -> [String] { GenreList.parse(row.text(column) ?? "") }

    private func genres(_ row: RowValues) -> [String] {
        guard let flags = row.bytes(.genreFlags) else { return GenreList.parse(row.text(.genres) ?? "") }
        let set = flags.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
        let names = zip(GenreList.movieLens100K, set).filter { $0.1.elementsEqual("1".utf8) }.map(\.0)
        return GenreList.unique(names)
    }

    private mutating func takeViewer(_ row: RowValues) -> RejectionReason? {
        guard let id = row.text(.user) else { return .missingUser }
        guard id.utf8.count <= Self.identifierLimit else { return .identifierTooLong }
        viewers.append(
            Viewer(
                id: UserID(id), age: row.bytes(.age).flatMap(ViewerFields.age),
                gender: row.text(.gender).flatMap(ViewerFields.gender),
                occupation: row.text(.occupation).flatMap(ViewerFields.occupation)))
        return nil
    }

    /// Files write `N/A` where they know nothing.
    private static func present(_ text: String) -> String? {
        ["", "n/a", "null", "none"].contains(text.lowercased()) ? nil : text
    }
}
