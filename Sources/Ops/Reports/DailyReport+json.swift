import Foundation

extension DailyReport {
    private static let infinity = "infinity", negativeInfinity = "-infinity", notANumber = "nan"

    /// The report's values, so that it can be shown again long after its sources are gone.
    var json: Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: Self.infinity, negativeInfinity: Self.negativeInfinity, nan: Self.notANumber)
        guard let data = try? encoder.encode(self) else { preconditionFailure("a report is plain values") }
        return data
    }

    /// - Throws: `DecodingError` when it is none, or of a later release.
    init(json: Data) throws {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: Self.infinity, negativeInfinity: Self.negativeInfinity, nan: Self.notANumber)
        self = try decoder.decode(DailyReport.self, from: json)
    }
}
