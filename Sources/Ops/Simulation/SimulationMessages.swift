import Models

// What goes over the wire, named as it is named there.

struct RecommendationQuestion: Encodable {
    var user_id: String
    var k: Int
}

struct RecommendationsAnswer: Decodable {
    struct Model: Decodable {
        var name, version: String
    }
    struct Item: Decodable {
        var movie_id: String
    }
    var model: Model
    var is_fallback: Bool
    var request_id: String
    var items: [Item]
}

struct RatingBatch: Encodable {
    struct Line: Encodable {
        var event_id, user_id, movie_id: String
        var rating: Double
        var timestamp: Int64
        var request_id: String?

        init(_ event: SimulatedEvent) {
            event_id = event.eventID
            user_id = event.interaction.user.rawValue
            movie_id = event.interaction.item.rawValue
            rating = event.interaction.value
            timestamp = event.interaction.timestamp
            request_id = event.requestID
        }
    }
    var events: [Line]
}

struct EventBatch: Encodable {
    struct Line: Encodable {
        var event_id, user_id, movie_id, type: String
        var value: Double?
        var timestamp: Int64
        var request_id: String?

        init(_ event: SimulatedEvent) {
            event_id = event.eventID
            user_id = event.interaction.user.rawValue
            movie_id = event.interaction.item.rawValue
            type = event.interaction.kind.rawValue
            // Only a watch has something to say with it.
            value = event.interaction.kind == .watch ? event.interaction.value : nil
            timestamp = event.interaction.timestamp
            request_id = event.requestID
        }
    }
    var events: [Line]
}

struct ReceiptsAnswer: Decodable {
    var accepted, duplicates: Int
}

struct ProblemAnswer: Decodable {
    var detail: String
}
