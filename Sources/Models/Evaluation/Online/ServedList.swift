/// A list that somebody was shown, as far as judging it needs.
public struct ServedList: Sendable, Equatable {
    /// The answer's id, which events may name.
    public var requestID: String
    /// Who was shown it; nil for nobody in particular.
    public var user: UserID?
    /// Milliseconds since 1970, when it was answered.
    public var servedAt: Int64
    /// Best first.
    public var items: [ItemID]
    /// Whose work it is.
    public var origin: Origin

    /// Whose work the list is: lists of one origin are judged together.
    public struct Origin: Sendable, Hashable {
        /// The model that made it, by name and version.
        public var model: String
        /// What was asked.
        public var endpoint: String
        /// Whether it was made without the viewer's own model.
        public var isFallback: Bool
        /// How much was known of the viewer.
        public var activity: ViewerActivity

        public init(model: String, endpoint: String, isFallback: Bool, activity: ViewerActivity) {
            self.model = model
            self.endpoint = endpoint
            self.isFallback = isFallback
            self.activity = activity
        }
    }

    public init(requestID: String, user: UserID?, servedAt: Int64, items: [ItemID], origin: Origin) {
        self.requestID = requestID
        self.user = user
        self.servedAt = servedAt
        self.items = items
        self.origin = origin
    }
}

/// How much was known of a viewer before the time that is looked at: a segment that what is judged cannot change.
public enum ViewerActivity: String, Sendable, Codable, CaseIterable {
    /// Nobody in particular asked.
    case nobody
    /// No events.
    case new
    /// 1 to 19 events.
    case light
    /// 20 to 99 events.
    case regular
    /// 100 events or more.
    case heavy

    /// The segment of a viewer of whom so many events were known.
    public init(eventCount: Int) {
        switch eventCount {
        case ..<1: self = .new
        case ..<20: self = .light
        case ..<100: self = .regular
        default: self = .heavy
        }
    }
}

/// Something a viewer did, as it arrived.
public struct LaterEvent: Sendable, Equatable {
    /// What was done.
    public var interaction: Interaction
    /// Milliseconds since 1970, when it arrived. Not when it happened, which is the client's word.
    public var receivedAt: Int64
    /// The answer it followed, where the client said so.
    public var requestID: String?

    public init(interaction: Interaction, receivedAt: Int64, requestID: String? = nil) {
        self.interaction = interaction
        self.receivedAt = receivedAt
        self.requestID = requestID
    }
}
