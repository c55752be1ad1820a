import Actors
import Models

/// `POST /events` and `POST /ratings` as JSON: one, or a batch that is taken whole or not at all.
enum EventRequest {
    static let maximumBatch = 1_000
    static let stars = 0.5...5.0
    static let minutes = 0.0...1_440.0
    /// How far a client's clock may be ahead, seconds.
    static let clockTolerance = 86_400

    static let eventID = Field(
        "event_id", .identifier, "Your own name for the event; sending it again then changes nothing")
    static let type = Field("type", .choice(InteractionKind.allCases.map(\.rawValue)), "What the viewer did")
    static let value = Field(
        "value", .number(minutes),
        "Stars for a rating, 0.5 to 5 in halves; minutes for a watch, 0 when they are not known; nothing otherwise")
    static let timestamp = Field(
        "timestamp", .number(0...Double(Wire.latest)), "When, seconds since 1970; now unless said otherwise")
    static let requestID = Field(
        "request_id", .identifier, "The answer that the viewer acted on, by its `request_id`; where it is known")
    static let rating = Field("rating", .number(stars), "Stars, 0.5 to 5 in halves")

    static let event = Shape(
        "Event", [eventID, Wire.userID.required, Wire.movieID.required, type.required, value, timestamp, requestID])
    static let ratingEvent = Shape(
        "Rating", [Wire.userID.required, Wire.movieID.required, rating.required, eventID, timestamp, requestID])

    static let events = Field("events", .list(.shape(event), maximumCount: maximumBatch), "The events")
    static let ratings = Field("events", .list(.shape(ratingEvent), maximumCount: maximumBatch), "The ratings")

    static let eventBatch = Shape("EventBatch", [events.required])
    static let ratingBatch = Shape("RatingBatch", [ratings.required])

    /// How one kind of request is read.
    struct Form: Sendable {
        var single: Shape
        var batch: Field
        var kind: @Sendable (ObjectReader) throws(Problem) -> InteractionKind
        var value: Field
    }

    static let eventForm = Form(
        single: event, batch: events,
        kind: { (object) throws(Problem) in
            let name = try object.required(type, try object.choice(type))
            return InteractionKind(rawValue: name) ?? .click
        }, value: value)

    static let ratingForm = Form(
        single: ratingEvent, batch: ratings, kind: { (_) throws(Problem) in .rating }, value: rating)

    /// Every event of the body, or the first problem that any of them has.
    static func read(_ form: Form, of call: Call) throws -> [ViewerEvent] {
        let document = try JSONDocument(parsing: call.body)
        let whole = Shape(form.single.name, form.single.fields + [form.batch])
        let object = try ObjectReader(document, at: document.root, as: whole)
        let now = call.services.time.wallMilliseconds()
        guard let batch = try object.objects(form.batch, as: form.single) else {
            return [try read(object, form, now)]
        }
        guard !batch.isEmpty else {
            throw Problem(.outOfRange, "\(form.batch.name) is empty", field: form.batch.name.description)
        }
        return try batch.map { try read($0, form, now) }
    }

    private static func read(_ object: ObjectReader, _ form: Form, _ now: Int64) throws(Problem) -> ViewerEvent {
        let user = try object.required(Wire.userID, try object.identifier(Wire.userID))
        let movie = try object.required(Wire.movieID, try object.identifier(Wire.movieID))
        let kind = try form.kind(object)
        let given = try object.identifier(eventID)
        let interaction = Interaction(
            user: UserID(user), item: ItemID(movie), kind: kind, value: try value(object, form.value, kind),
            timestamp: try time(object, now))
        return ViewerEvent(
            eventID: given ?? RequestIdentifier.make(), hasClientID: given != nil, interaction: interaction,
            receivedAt: now, requestID: try object.identifier(requestID))
    }

    private static func value(_ object: ObjectReader, _ field: Field, _ kind: InteractionKind) throws(Problem) -> Double
    {
        switch kind {
        case .rating:
            let given = try object.required(field, try object.number(field, in: stars))
            guard (given * 2).rounded() == given * 2 else {
                throw Problem(
                    .outOfRange, "\(object.path(field)) must be in half stars, 0.5 to 5", field: object.path(field))
            }
            return given
        case .watch: return try object.number(field, in: minutes) ?? 0
        case .click, .skip:
            _ = try object.number(field, in: minutes)
            return 1
        }
    }

    private static func time(_ object: ObjectReader, _ now: Int64) throws(Problem) -> Int64 {
        guard let seconds = try object.number(timestamp, in: 0...Double(Wire.latest)) else { return now / 1_000 }
        guard seconds <= Double(now / 1_000 + Int64(clockTolerance)) else {
            throw Problem(
                .outOfRange, "\(object.path(timestamp)) is in the future; it is in seconds since 1970",
                field: object.path(timestamp))
        }
        return Int64(seconds)
    }

    // MARK: The answer

    static let receipt = Shape(
        "EventReceipt",
        [
            Field("event_id", .identifier, "Your name for the event, or the one it was given", isRequired: true),
            Field(
                "status", .choice(["accepted", "duplicate"]), "Stored now, or there before and unchanged",
                isRequired: true),
            Field(
                "movie_known", .boolean, "Whether the catalogue has the film; it is stored either way", isRequired: true
            ),
        ])

    static let receipts = Shape(
        "EventReceipts",
        [
            Wire.requestID,
            Field("accepted", .integer(0...maximumBatch), "How many were stored now", isRequired: true),
            Field("duplicates", .integer(0...maximumBatch), "How many were there before", isRequired: true),
            Field(
                "events", .list(.shape(receipt), maximumCount: maximumBatch), "One for each, in order", isRequired: true
            ),
        ])

    static func answer(_ events: [ViewerEvent], _ receipts: [EventReceipt], of call: Call) -> Answer {
        let catalogue = call.services.store.current?.catalogue
        let lines = zip(events, receipts).map { event, receipt in
            JSONValue.object([
                "event_id": .text(event.eventID), "status": .text(receipt.rawValue),
                "movie_known": .boolean(catalogue?.number(of: event.interaction.item) != nil),
            ])
        }
        let accepted = receipts.count { $0 == .accepted }
        return .json(
            .object([
                "request_id": .text(call.requestID), "accepted": .integer(accepted),
                "duplicates": .integer(receipts.count - accepted), "events": .array(lines),
            ]))
    }
}
