import Models
import TestSupport

@testable import Actors

extension ServingSnapshot {
    /// A snapshot over a training set; popularity falls with the item number unless given, and weighs as ten likes.
    static func fixture(
        _ training: TrainingSet, model: (any Recommender)? = nil, version: Int = 1, popularity: [Double]? = nil,
        laterMovies: [Movie] = [], settings: ServingSettings = ServingSettings(foldInPrior: 10)
    ) -> ServingSnapshot {
        let popularity = popularity ?? (0..<training.itemCount).map { 1 / Double(1 + $0) }
        let parts = (
            popularity: PopularityModel(
                popularity,
                descriptor: .fixture(algorithm: "popularity", userCount: 0, itemCount: training.itemCount)),
            catalogue: Catalogue(items: training.items, movies: training.movies + laterMovies)
        )
        do {
            return try ServingSnapshot(
                version: ModelVersion(name: "test", version: "\(version)"),
                model: model ?? PartnerRecommender(training, tag: Float(version)), users: training.users,
                items: training.items, seen: training.seen, popularity: parts.popularity, catalogue: parts.catalogue,
                settings: settings)
        } catch {
            fatalError("the fixture's parts do not fit: \(error)")
        }
    }
}

extension ModelVersion {
    static func test(_ version: Int) -> ModelVersion { ModelVersion(name: "test", version: "\(version)") }
}

extension TrainingSet {
    /// 8 films in 4 pairs. u0 likes i0 and i2; u1 likes i4 and met i5 without liking it; u2 met i6 only.
    static let small = fixture(likes: [[0, 2], [4], []], disliked: [[], [5], [6]], itemCount: 8, movies: smallMovies)

    static let smallMovies = [
        Movie(id: "i0", title: "Alpha", year: 1990, genres: ["Drama"]),
        Movie(id: "i1", title: "Beta", year: 1991, genres: ["Drama", "Comedy"]),
        Movie(id: "i2", title: "Gamma", year: 1992, genres: ["Comedy"]),
        Movie(id: "i3", title: "Delta", year: 1993, genres: ["Drama"]),
        Movie(id: "i4", title: "Epsilon", year: 1994, genres: ["Action"]),
        Movie(id: "i5", title: "Zeta", year: 1995, genres: ["Drama"]),
        Movie(id: "i6", title: "Eta", year: 1996, genres: ["Comedy"]),
        Movie(id: "i7", title: "Theta", year: 1997, genres: ["Action"]),
    ]
}

extension Interaction {
    static func rating(_ user: UserID, _ item: ItemID, _ stars: Double, at timestamp: Int64 = 100) -> Interaction {
        Interaction(user: user, item: item, kind: .rating, value: stars, timestamp: timestamp)
    }

    /// A rating at this time, a watch of these minutes, or a click or skip.
    static func event(_ user: UserID, _ item: ItemID, _ kind: InteractionKind, _ value: Double = 1) -> Interaction {
        Interaction(user: user, item: item, kind: kind, value: value, timestamp: 100)
    }
}
