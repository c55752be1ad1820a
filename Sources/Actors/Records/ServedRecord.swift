public import Models

/// One answer, as the request log keeps it. Refers to no model, so that a full buffer keeps no old model alive.
public struct ServedRecord: Sendable, Equatable {
    /// One place of the slate.
    public struct Place: Sendable, Equatable {
        /// The film.
        public var item: ItemID
        /// Its score, on the model's scale.
        public var score: Float

        public init(item: ItemID, score: Float) {
            self.item = item
            self.score = score
        }
    }

    /// The answer's id, which later events may name.
    public var requestID: String
    /// Milliseconds since 1970.
    public var timestamp: Int64
    /// Who asked; nil for nobody in particular.
    public var user: UserID?
    /// What was asked.
    public var endpoint: Endpoint
    /// The model that answered.
    public var version: ModelVersion
    /// The slate, best first.
    public var places: [Place]
    /// From the service's door and back.
    public var latency: Duration
    /// Why it was not the viewer's own model; nil where it was.
    public var fallbackReason: FallbackReason?
    /// What was asked beyond the usual; nil for ten films for the viewer, without wishes.
    public var question: ServedQuestion?

    /// Whether it was made without the viewer's own model.
    public var isFallback: Bool { fallbackReason != nil }

    public init(
        requestID: String, timestamp: Int64, user: UserID?, endpoint: Endpoint, version: ModelVersion,
        places: [Place], latency: Duration, fallbackReason: FallbackReason?,
        question: ServedQuestion? = nil
    ) {
        self.requestID = requestID
        self.timestamp = timestamp
        self.user = user
        self.endpoint = endpoint
        self.version = version
        self.places = places
        self.latency = latency
        self.fallbackReason = fallbackReason
        self.question = question
    }
}
