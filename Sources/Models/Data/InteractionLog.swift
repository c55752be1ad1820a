/// Events as columns of plain numbers: what readers fill, storage loads in bulk and preprocessing walks.
///
/// Five arrays of equal length; 21 bytes an event instead of the two strings of an `Interaction`.
public struct InteractionRows: Sendable, Equatable {
    /// [rows], numbers of the vocabulary beside it
    public var users: [Int32] = []
    /// [rows], numbers of the vocabulary beside it
    public var items: [Int32] = []
    /// [rows], `InteractionKind.code`
    public var kinds: [UInt8] = []
    /// [rows], stars or minutes
    public var values: [Float] = []
    /// [rows], seconds since 1970
    public var timestamps: [Int64] = []

    /// How many events there are.
    public var count: Int { users.count }

    public init() {}

    /// Makes room for `capacity` rows.
    public mutating func reserveCapacity(_ capacity: Int) {
        users.reserveCapacity(capacity)
        items.reserveCapacity(capacity)
        kinds.reserveCapacity(capacity)
        values.reserveCapacity(capacity)
        timestamps.reserveCapacity(capacity)
    }

    /// Adds a row; the numbers are those of the vocabularies beside it.
    public mutating func append(user: Int32, item: Int32, kind: UInt8, value: Float, timestamp: Int64) {
        users.append(user)
        items.append(item)
        kinds.append(kind)
        values.append(value)
        timestamps.append(timestamp)
    }
}

/// Events with the vocabularies that their numbers mean, in canonical order: the same events give an equal log,
/// whatever order they came in.
///
/// Vocabularies are sorted by `CanonicalOrder`; rows by user, item, timestamp, kind, value.
public struct InteractionLog: Sendable {
    /// Viewers, in canonical order.
    public let users: UserVocabulary
    /// Films, in canonical order.
    public let items: ItemVocabulary
    /// The events, in canonical order.
    public let rows: InteractionRows

    /// How many events there are.
    public var count: Int { rows.count }

    init(users: UserVocabulary, items: ItemVocabulary, canonicalRows: InteractionRows) {
        self.users = users
        self.items = items
        rows = canonicalRows
    }

    /// Puts `interactions` into columns and in order.
    public init(_ interactions: some Sequence<Interaction>) {
        var builder = InteractionLogBuilder()
        for interaction in interactions { builder.append(interaction) }
        self = builder.build()
    }

    /// The event at `row`, with its outside ids. Builds two strings.
    public func interaction(at row: Int) -> Interaction {
        Interaction(
            user: users.id(of: UserNumber(rawValue: rows.users[row])),
            item: items.id(of: ItemNumber(rawValue: rows.items[row])),
            kind: InteractionKind(code: rows.kinds[row]) ?? .click, value: Double(rows.values[row]),
            timestamp: rows.timestamps[row])
    }
}

extension InteractionKind {
    /// The number that columns and storage keep; never renumbered.
    public var code: UInt8 {
        switch self {
        case .rating: 0
        case .watch: 1
        case .click: 2
        case .skip: 3
        }
    }

    /// The kind of this code; nil where none has it.
    public init?(code: UInt8) {
        switch code {
        case 0: self = .rating
        case 1: self = .watch
        case 2: self = .click
        case 3: self = .skip
        default: return nil
        }
    }
}
