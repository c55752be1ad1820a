import Actors
import HTTPTypes

extension Route {
    private static let problems: [ProblemCode] = [
        .badJSON, .tooDeep, .wrongType, .outOfRange, .missingField, .unknownField, .duplicateField, .wrongContentType,
        .bodyTooLarge, .diskFull, .storeFailed, .overloaded,
    ]

    private static let promise = """
        The answer comes when the events are stored durably; the viewer's next recommendations reflect them. A batch \
        is taken whole or not at all: a problem names the first event that is wrong, as `events[3].user_id`, and \
        nothing is stored. Give an `event_id` to be able to send again without harm. Events of films that the \
        catalogue does not have are stored too, and said to be so.
        """

    static let postEvents = Route(
        method: .post, path: "/events", group: .events, summary: "What viewers did: one event, or a batch",
        details: promise, body: EventRequest.event, batch: EventRequest.eventBatch,
        bodyExample: #"{"event_id":"e-1","user_id":1,"movie_id":50,"type":"watch","value":42}"#,
        answers: [.json(EventRequest.receipts)], problems: problems
    ) { call in
        let events = try EventRequest.read(EventRequest.eventForm, of: call)
        return EventRequest.answer(events, try await call.services.events.accept(events), of: call)
    }

    static let postRatings = Route(
        method: .post, path: "/ratings", group: .events, summary: "Ratings: one, or a batch",
        details: promise, body: EventRequest.ratingEvent, batch: EventRequest.ratingBatch,
        bodyExample: #"{"user_id":1,"movie_id":50,"rating":4.5,"event_id":"r-1"}"#,
        answers: [.json(EventRequest.receipts)], problems: problems
    ) { call in
        let events = try EventRequest.read(EventRequest.ratingForm, of: call)
        return EventRequest.answer(events, try await call.services.events.accept(events), of: call)
    }
}
