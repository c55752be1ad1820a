import Actors
import ArgumentParser
import Foundation
import Models
import Ops

struct RecommendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recommend", abstract: "Recommend films, in process, with the active model.",
        discussion: """
            Examples:
              marquee recommend --user 196
              marquee recommend --user 196 --genre Drama --from 1990 --to 1999
              marquee recommend --seed 50 --seed 172        new, and likes two films
              marquee recommend --movie "godfather part 2"  films like this one
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Option(help: "A viewer's id.") var user: String?
    @Option(name: .customLong("seed"), help: "A film that was liked, by id; may be repeated.") var seeds: [String] = []
    @Option(help: "A title, also partial or misspelt: films like it.") var movie: String?
    @Option(name: .shortAndLong, help: "How many.") var k = 10
    @Option(name: .customLong("genre"), help: "Only this genre; may be repeated.") var genres: [String] = []
    @Option(name: .customLong("from"), help: "Only films of this year or later.") var yearMin: Int?
    @Option(name: .customLong("to"), help: "Only films of this year or earlier.") var yearMax: Int?
    @Flag(help: "Say which of the viewer's films speak for each.") var explain = false
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1...1_000).contains(k) else { throw ValidationError("--k takes 1 to 1000, not \(k)") }
        guard movie == nil || (user == nil && seeds.isEmpty) else {
            throw ValidationError("--movie stands alone; leave out --user and --seed")
        }
        if let yearMin, let yearMax, yearMin > yearMax {
            throw ValidationError("--from \(yearMin) is after --to \(yearMax)")
        }
    }

    func run() async throws {
        let service = try await InProcessService(home: homeOptions.folder)
        if let movie {
            let found = try await service.recommendations.recommend(likeTitle: movie, count: k, requestID: "cli")
            let catalogue = found.answer.snapshot.catalogue
            if !json {
                Terminal.say("films like \(AnswerTable.title(catalogue[found.understood]))")
                if !found.nearMisses.isEmpty {
                    let others = found.nearMisses.map { AnswerTable.title(catalogue[$0]) }.joined(separator: "; ")
                    Terminal.say(Terminal.dim("or did you mean: \(others)"))
                }
            }
            return try AnswerTable(found.answer).print(json: json)
        }
        var request = RecommendationRequest(requestID: "cli", user: user.map(UserID.init(_:)), count: k)
        request.genres = genres
        request.yearMin = yearMin
        request.yearMax = yearMax
        request.seeds = seeds.map(ItemID.init(_:))
        request.explain = explain
        try AnswerTable(try await service.recommendations.recommend(request), explains: explain).print(json: json)
    }
}

struct SimilarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similar", abstract: "Films like one film, by its id, in process, with the active model.")

    @OptionGroup var homeOptions: HomeOptions
    @Option(name: [.customLong("movie"), .customShort("m")], help: "The film's id.") var movie: String
    @Option(name: .shortAndLong, help: "How many.") var k = 10
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1...1_000).contains(k) else { throw ValidationError("--k takes 1 to 1000, not \(k)") }
    }

    func run() async throws {
        let service = try await InProcessService(home: homeOptions.folder)
        let answer = try await service.recommendations.similar(to: ItemID(movie), count: k, requestID: "cli")
        try AnswerTable(answer).print(json: json)
    }
}
