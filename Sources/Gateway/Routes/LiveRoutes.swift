import Actors
import HTTPTypes
import NIOCore

/// What serving does now, asked for once or told as it happens.
extension Route {
    static let live = Route(
        method: .get, path: "/admin/live", group: .administration,
        summary: "What serving did in the last 15 minutes, in points of 5 s",
        answers: [.json(LiveWire.history)], problems: [.unauthorized], needsToken: true
    ) { call in
        let metrics = call.services.metrics
        let points = await metrics.livePoints()
        return .json(
            .object([
                "now": LiveWire.describe(await metrics.liveNow()), "points": .array(points.map(LiveWire.describe)),
            ]))
    }

    private static let limit = Field(
        "limit", .integer(1...1_000_000), "Ends after so many events; goes on until the server stops unless given")

    static let stream = Route(
        method: .get, path: "/admin/stream", group: .administration,
        summary: "What happens, as it happens: server-sent events",
        details: """
            First `history` (the points of `GET /admin/live`), `model` and `training`; then `live` whenever a figure \
            changed, looked at every second, `point` every 5 s, `model` when another one serves, `training` as a run \
            goes on and when it ends, `decision` when one is made, and `end` when the server stops. A comment comes \
            where there is nothing to tell. Who does not read is cut off.
            """,
        query: [limit],
        answers: [
            .other(
                mediaType: EventText.mediaType,
                example: "event: model\ndata: {\"model\":{\"name\":\"als\",\"version\":\"20261121-061402-26b856\"}}\n\n"
            )
        ],
        problems: [.unauthorized, .tooManyStreams, .draining, .outOfRange], needsToken: true
    ) { call in
        let limit = try call.query().integer(limit, in: 1...1_000_000)
        guard let place = call.services.streams.take() else {
            throw Problem(
                .tooManyStreams,
                "\(call.services.streams.capacity) streams are open already; close one, or ask GET /admin/live"
            ).retry(after: 5)
        }
        return Answer(
            contentType: EventText.mediaType, body: ByteBuffer(), pieces: LiveStream(call.services, place, limit: limit)
        )
    }
}
