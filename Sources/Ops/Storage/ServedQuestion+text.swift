import Actors
import Foundation

extension ServedQuestion {
    /// As a row of the request log holds it: a JSON object of what was not usual.
    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    static func read(_ text: String) throws -> ServedQuestion {
        try JSONDecoder().decode(ServedQuestion.self, from: Data(text.utf8))
    }
}
