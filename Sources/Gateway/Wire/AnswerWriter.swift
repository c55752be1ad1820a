import Actors
import Models
import NIOCore

/// Recommendations as bytes: written by hand into one buffer, because this is what the server does all day.
struct AnswerWriter {
    let answer: RecommendationAnswer
    let fragments: MovieFragments?
    /// Whether each item says by which film it was found.
    var explains = false

    private var catalogue: Catalogue { answer.snapshot.catalogue }

    /// The whole answer. `extra` is written before the items, with a comma at its end.
    func body(extra: (inout ByteBuffer) -> Void = { _ in }) -> ByteBuffer {
        // 190 bytes hold a film with a long title and three genres: one allocation for nearly every answer.
        var buffer = ByteBufferAllocator().buffer(capacity: 256 + answer.items.count * 190)
        buffer.writeStaticString(#"{"request_id":"#)
        buffer.writeJSON(answer.requestID)
        buffer.writeStaticString(#","model":{"name":"#)
        buffer.writeJSON(answer.snapshot.version.name)
        buffer.writeStaticString(#","version":"#)
        buffer.writeJSON(answer.snapshot.version.version)
        buffer.writeStaticString(answer.isFallback ? #"},"is_fallback":true,"# : #"},"is_fallback":false,"#)
        buffer.writeStaticString(#""fallback_reason":"#)
        if let reason = answer.fallbackReason {
            buffer.writeJSON(reason.rawValue)
        } else {
            buffer.writeStaticString("null")
        }
        buffer.writeStaticString(",")
        extra(&buffer)
        buffer.writeStaticString(#""items":["#)
        for index in answer.items.indices { writeItem(index, into: &buffer) }
        buffer.writeStaticString(#"],"latency_ms":"#)
        buffer.writeJSON(milliseconds: answer.latency)
        buffer.writeStaticString("}")
        return buffer
    }

    /// In few pieces: each write into a buffer has its price, and there are ten items.
    private func writeItem(_ index: Int, into buffer: inout ByteBuffer) {
        let place = answer.items[index]
        if index > 0 { buffer.writeStaticString(",") }
        if let fragments {
            fragments.writeItemStart(place.item, into: &buffer)
        } else {
            buffer.writeItemStart(of: catalogue[place.item])
        }
        buffer.writeJSON(place.score)
        buffer.writeStaticString(#","rank":"#)
        buffer.writeJSON(index + 1)
        let reason = index < answer.reasons.count ? answer.reasons[index] : .popular
        writeReason(reason, into: &buffer)
        if explains { writeExplanation(reason, into: &buffer) }
        buffer.writeStaticString("}")
    }

    /// The members that say which film it is.
    func writeMovie(_ item: ItemNumber, into buffer: inout ByteBuffer) {
        if let fragments {
            fragments.write(item, into: &buffer)
        } else {
            buffer.writeFragment(of: catalogue[item])
        }
    }

    /// For people, one short phrase.
    private func writeReason(_ reason: RecommendationReason, into buffer: inout ByteBuffer) {
        switch reason {
        case .personal: buffer.writeStaticString(#","reason":"Matches your taste""#)
        case .popular: buffer.writeStaticString(#","reason":"Popular with many viewers""#)
        case .popularInGenre: buffer.writeStaticString(#","reason":"Popular in the genres you asked for""#)
        case .trending: buffer.writeStaticString(#","reason":"Liked by many lately""#)
        case .becauseOf(let item): write("Because you liked", item, into: &buffer)
        case .similarTo(let item): write("Similar to", item, into: &buffer)
        }
    }

    private func write(_ words: String, _ item: ItemNumber, into buffer: inout ByteBuffer) {
        buffer.writeStaticString(#","reason":"#)
        buffer.writeJSON("\(words) \(catalogue[item].title)")
    }

    /// For programs, in parts.
    private func writeExplanation(_ reason: RecommendationReason, into buffer: inout ByteBuffer) {
        buffer.writeStaticString(#","explanation":{"kind":"#)
        buffer.writeJSON(reason.kind)
        buffer.writeStaticString(#","movie_id":"#)
        guard let item = reason.item else {
            buffer.writeStaticString(#"null,"title":null}"#)
            return
        }
        buffer.writeJSON(catalogue[item].id.rawValue)
        buffer.writeStaticString(#","title":"#)
        buffer.writeJSON(catalogue[item].title)
        buffer.writeStaticString("}")
    }

    /// The ids alone, separated by commas.
    func plainText() -> ByteBuffer {
        ByteBuffer(string: answer.items.map { catalogue[$0.item].id.rawValue }.joined(separator: ","))
    }
}
