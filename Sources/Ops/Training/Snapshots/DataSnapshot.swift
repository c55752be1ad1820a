public import Models

/// Training data by name: what a model was trained on, and all that is needed to make the same data again.
///
/// The name is the training set's content hash. It holds no data itself: the event store does.
public struct DataSnapshot: Sendable, Equatable, Codable {
    /// How much of what.
    public struct Counts: Sendable, Equatable, Codable {
        public var importedEvents: Int
        public var arrivedEvents: Int
        /// Rows that their checksum denies; they are left out.
        public var damagedRows: Int
        /// Viewers of the vocabulary, trained on or not.
        public var users: Int
        public var trainedUsers: Int
        /// Films that are ranked.
        public var items: Int
        /// Pairs of a viewer and a film they met.
        public var interactions: Int
        /// Pairs that teach.
        public var positives: Int
    }

    /// The content hash of the training set: 64 lower-case hexadecimal digits.
    public var hash: String
    public var counts: Counts
    /// The first second inside the training window; nil when all events teach.
    public var windowStart: Int64?
    /// The newest event's second; 0 when there is none.
    public var newestEvent: Int64
    /// What arrived after this event is not in it.
    public var lastEventSequence: Int64
    public var settings: PreprocessingSettings
    public var sources: SourceDigests
    /// How evenly groups are represented.
    public var imbalance: ImbalanceReport
    /// Seconds since 1970. Takes no part in the hash.
    public var createdAt: Int64

    /// Enough of the hash to tell snapshots apart at a glance.
    public var shortHash: String { String(hash.prefix(12)) }
}

/// Why a snapshot cannot be had.
public struct DataSnapshotError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Code: Sendable, Equatable {
        private enum Kind: Equatable { case unknown, ambiguous, damaged, differs }
        private let kind: Kind
        /// There is none of that name.
        public static let unknown = Code(kind: .unknown)
        /// Several names begin so.
        public static let ambiguous = Code(kind: .ambiguous)
        /// The file is there and cannot be understood.
        public static let damaged = Code(kind: .damaged)
        /// The store gives other data today.
        public static let differs = Code(kind: .differs)
    }

    public var code: Code
    /// What, where, and what to try.
    public var message: String
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
    public var description: String { message }
}
