import Actors
import Foundation
import Models

/// An answer for a person, or for a script.
struct AnswerTable {
    private let answer: RecommendationAnswer
    /// Whether each film says by which film it was found.
    private let explains: Bool

    init(_ answer: RecommendationAnswer, explains: Bool = false) {
        self.answer = answer
        self.explains = explains
    }

    static func title(_ movie: Movie) -> String { movie.year.map { "\(movie.title) (\($0))" } ?? movie.title }

    func print(json: Bool) throws {
        if json { return Terminal.print(try JSONText.encode(Document(answer, explains: explains))) }
        if let reason = answer.fallbackReason { Terminal.say(Terminal.yellow("popular films: \(reason.rawValue)")) }
        for (rank, item) in answer.items.enumerated() {
            let movie = answer.snapshot.catalogue[item.item]
            let number = String(repeating: " ", count: max(0, 3 - String(rank + 1).count)) + "\(rank + 1)"
            Terminal.print(
                "\(number)  \(Terminal.bold(Self.title(movie)))  \(Terminal.dim("\(movie.genres.joined(separator: ", "))  \(String(format: "%.3f", item.score))  #\(movie.id)"))"
            )
            if explains, let film = answer.reasons[rank].item {
                Terminal.print("     \(Terminal.dim("because of \(Self.title(answer.snapshot.catalogue[film]))"))")
            }
        }
        Terminal.say(Terminal.dim("model \(answer.snapshot.version)"))
    }

    private struct Document: Encodable {
        struct Explanation: Encodable {
            var kind: String
            var movieID: String?
            var title: String?

            enum CodingKeys: String, CodingKey {
                case movieID = "movie_id"
                case kind, title
            }

            init(_ reason: RecommendationReason, _ catalogue: Catalogue) {
                kind = reason.kind
                movieID = reason.item.map { catalogue[$0].id.rawValue }
                title = reason.item.map { catalogue[$0].title }
            }
        }

        struct Item: Encodable {
            var movieID, title: String
            var year: Int?
            var genres: [String]
            var score: Float
            var rank: Int
            var explanation: Explanation?

            enum CodingKeys: String, CodingKey {
                case movieID = "movie_id"
                case title, year, genres, score, rank, explanation
            }
        }
        var model: ModelVersion
        var isFallback: Bool
        var fallbackReason: String?
        var items: [Item]

        enum CodingKeys: String, CodingKey {
            case model, items
            case isFallback = "is_fallback"
            case fallbackReason = "fallback_reason"
        }

        init(_ answer: RecommendationAnswer, explains: Bool) {
            let catalogue = answer.snapshot.catalogue
            model = answer.snapshot.version
            isFallback = answer.isFallback
            fallbackReason = answer.fallbackReason?.rawValue
            items = answer.items.enumerated().map { rank, item in
                let movie = catalogue[item.item]
                return Item(
                    movieID: movie.id.rawValue, title: movie.title, year: movie.year, genres: movie.genres,
                    score: item.score, rank: rank + 1,
                    explanation: explains ? Explanation(answer.reasons[rank], catalogue) : nil)
            }
        }
    }
}
