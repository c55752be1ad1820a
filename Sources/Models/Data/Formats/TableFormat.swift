/// How to read one file: its bytes, its columns, and what its rows are.
public struct TableFormat: Sendable, Equatable {
    /// How rows stand in the file's bytes.
    public enum Encoding: Sendable, Equatable {
        /// Fields between separators.
        case separated(RecordDialect)
        /// A JSON object a line.
        case jsonLines
    }

    /// What its rows are.
    public var kind: TableKind
    /// How rows stand in the file's bytes.
    public var encoding: Encoding
    /// The meaning of each field, in order; empty for JSON lines, whose members name themselves.
    public var columns: [Column]
    /// Whether the first row names the columns.
    public var hasHeader: Bool

    public init(kind: TableKind, encoding: Encoding, columns: [Column], hasHeader: Bool) {
        self.kind = kind
        self.encoding = encoding
        self.columns = columns
        self.hasHeader = hasHeader
    }

    // MARK: The layouts with fixed columns

    /// MovieLens 100K: `u.data`.
    public static let uData = fixed(.events, .tabs, [.user, .item, .value, .timestamp])
    /// MovieLens 100K: `u.item`.
    public static let uItem = fixed(.movies, .pipes, [.item, .title, .releaseDate, .ignored, .ignored, .genreFlags])
    /// MovieLens 100K: `u.user`.
    public static let uUser = fixed(.viewers, .pipes, [.user, .age, .gender, .occupation, .ignored])
    /// MovieLens 1M and 10M: `ratings.dat`.
    public static let ratingsDat = fixed(.events, .doubleColons, [.user, .item, .value, .timestamp])
    /// MovieLens 1M and 10M: `movies.dat`.
    public static let moviesDat = fixed(.movies, .doubleColons, [.item, .title, .genres])
    /// MovieLens 1M: `users.dat`.
    public static let usersDat = fixed(.viewers, .doubleColons, [.user, .gender, .age, .occupation, .ignored])

    private static func fixed(_ kind: TableKind, _ dialect: RecordDialect, _ columns: [Column]) -> TableFormat {
        TableFormat(kind: kind, encoding: .separated(dialect), columns: columns, hasHeader: false)
    }

    // MARK: The layouts that name their columns

    /// From the first line of a CSV file; nil when its columns are neither events, nor movies, nor viewers.
    public static func csv(header names: [String], dialect: RecordDialect = .csv) -> TableFormat? {
        guard let (kind, columns) = meaning(of: names) else { return nil }
        return TableFormat(kind: kind, encoding: .separated(dialect), columns: columns, hasHeader: true)
    }

    /// From the members of the first JSON line.
    public static func jsonLines(members names: [String]) -> TableFormat? {
        guard let (kind, _) = meaning(of: names) else { return nil }
        return TableFormat(kind: kind, encoding: .jsonLines, columns: [], hasHeader: false)
    }

    /// The column a member name means in a table of this kind.
    func column(named name: String) -> Column { Self.column(named: name, in: kind) }

    private static func column(named name: String, in kind: TableKind) -> Column {
        switch (Column.normalized(name), kind) {
        case ("id", .movies): .item
        case ("id", .viewers): .user
        case ("name", .movies): .title
        // In a catalogue a rating is of the public or by age, never an event; a time is of no film.
        case ("rating", .movies): .ageRating
        default: Column(header: name) ?? .ignored
        }
    }

    private static func meaning(of names: [String]) -> (TableKind, [Column])? {
        guard let kind = kind(of: names) else { return nil }
        var seen: Set<Column> = []
        let columns = names.map { name in
            let column = column(named: name, in: kind)
            return seen.insert(column).inserted ? column : .ignored
        }
        return (kind, columns)
    }

    /// A user and an item make an event; an item with anything a film has, a movie; a user alone, a viewer.
    private static func kind(of names: [String]) -> TableKind? {
        let columns = Set(names.compactMap { Column(header: $0) })
        let keys = Set(names.map(Column.normalized))
        if columns.contains(.user), columns.contains(.item) { return .events }
        let describesMovie = !columns.isDisjoint(with: [.title, .genres, .overview, .year, .releaseDate])
        if columns.contains(.item) || (keys.contains("id") && (describesMovie || keys.contains("name"))) {
            return describesMovie || keys.contains("name") ? .movies : nil
        }
        let describesViewer = !columns.isDisjoint(with: [.age, .gender, .occupation])
        if columns.contains(.user) || (keys.contains("id") && describesViewer) { return .viewers }
        return nil
    }
}
