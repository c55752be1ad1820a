import Models
import Testing

@testable import Ops

@Suite struct DemoFilmsTests {
    let movies = DemoDataSet.movies()

    @Test func `films are numbered from one without gaps`() {
        #expect(movies.count == 576)
        #expect(movies.map(\.id.rawValue) == (1...movies.count).map(String.init))
    }

    @Test func `no film appears twice`() {
        #expect(Set(movies.map { "\($0.title) \($0.year ?? 0)" }).count == movies.count)
    }

    @Test func `every decade from the 1920s to the 2020s is there, in order`() {
        let years = movies.compactMap(\.year)
        #expect(years.count == movies.count)
        #expect(years == years.sorted())
        #expect(Set(years.map { $0 / 10 }) == Set(192...202))
    }

    @Test func `genres are MovieLens genres, each once, in alphabetical order`() {
        let legal = Set(DemoFilms.genres)
        for movie in movies {
            #expect(!movie.genres.isEmpty && legal.isSuperset(of: movie.genres), "\(movie.title)")
            #expect(movie.genres == Set(movie.genres).sorted(), "\(movie.title)")
        }
        #expect(Set(movies.flatMap(\.genres)) == legal)
    }

    @Test func `age ratings are those of the Motion Picture Association, or NR`() {
        let legal: Set = ["G", "PG", "PG-13", "R", "NC-17", "NR"]
        for movie in movies { #expect(legal.contains(movie.ageRating ?? ""), "\(movie.title)") }
    }

    @Test func `an overview is one sentence of 8 to 20 words`() {
        for movie in movies {
            let overview = movie.overview ?? ""
            #expect((8...20).contains(overview.split(separator: " ").count), "\(movie.title)")
            #expect(overview.hasSuffix("."), "\(movie.title)")
        }
    }

    @Test func `the well-known films are in the catalogue`() {
        #expect(DemoFilms.wellKnownTitles.isSubset(of: movies.map(\.title)))
    }

    @Test(arguments: [
        ("The Matrix", 1999, "R"), ("Casablanca", 1942, "PG"), ("Parasite", 2019, "R"), ("Toy Story", 1995, "G"),
    ])
    func `columns reach their places`(title: String, year: Int, ageRating: String) throws {
        let movie = try #require(movies.first { $0.title == title })
        #expect(movie.year == year && movie.ageRating == ageRating)
    }
}

@Suite struct DemoViewersTests {
    static let dataset = DemoDataSet.generate()
    var dataset: Dataset { Self.dataset }

    @Test func `there are a thousand viewers and about sixty thousand ratings`() {
        #expect(dataset.viewers.count == 1_000)
        #expect(Set(dataset.viewers.map(\.id)).count == 1_000)
        #expect((55_000...65_000).contains(dataset.interactions.count))
    }

    @Test func `the default seed gives these very bytes`() {
        // Pinned from the first run, and the same from debug and release builds; any change to films, seeds or arithmetic moves it.
        let lines = dataset.interactions.map { "\($0.user),\($0.item),\($0.value),\($0.timestamp)\n" }.joined()
        let people = dataset.viewers.map { "\($0.id),\($0.age!),\($0.gender!),\($0.occupation!)\n" }.joined()
        #expect(StableHash.hash(people + lines) == 2_512_000_028_049_282_436)
    }

    @Test func `a seed determines the data, and another seed gives other data`() {
        let first = DemoDataSet.generate(seed: 7, viewerCount: 20)
        #expect(first == DemoDataSet.generate(seed: 7, viewerCount: 20))
        #expect(first != DemoDataSet.generate(seed: 8, viewerCount: 20))
    }

    @Test func `a viewer is the same in a smaller simulation`() {
        let few = DemoDataSet.generate(viewerCount: 10)
        #expect(few.viewers == Array(dataset.viewers.prefix(10)))
        #expect(few.interactions.filter { $0.user == "10" } == dataset.interactions.filter { $0.user == "10" })
    }

    @Test func `no viewers give no ratings`() {
        let nobody = DemoDataSet.generate(viewerCount: 0)
        #expect(nobody.viewers.isEmpty && nobody.interactions.isEmpty && !nobody.movies.isEmpty)
    }

    @Test func `nobody rates a film twice, too little or too much`() {
        for (user, ratings) in Dictionary(grouping: dataset.interactions, by: \.user) {
            #expect((8...300).contains(ratings.count), "\(user)")
            #expect(Set(ratings.map(\.item)).count == ratings.count, "\(user)")
        }
        #expect(Set(dataset.interactions.map(\.user)).count == 1_000)
    }

    @Test func `ratings are whole stars, and most are liked`() {
        #expect(dataset.interactions.allSatisfy { [1, 2, 3, 4, 5].contains($0.value) && $0.kind == .rating })
        let liked = dataset.interactions.filter { $0.value >= 4 }.count
        #expect((0.45...0.7).contains(Double(liked) / Double(dataset.interactions.count)))
    }

    @Test func `ratings are in order of time, within the simulated years`() {
        let times = dataset.interactions.map(\.timestamp)
        #expect(times == times.sorted())
        // 2019-01-01T00:00:00Z and 2025-01-01T00:00:00Z, from `date -u -d … +%s`.
        #expect(times.first! >= 1_546_300_800 && times.last! < 1_735_689_600)
    }

    @Test func `no film is rated before the year of its release`() {
        // Starts of the years 2020...2024, from `date -u -d … +%s`.
        let starts: [Int: Int64] = [
            2020: 1_577_836_800, 2021: 1_609_459_200, 2022: 1_640_995_200, 2023: 1_672_531_200, 2024: 1_704_067_200,
        ]
        let years = Dictionary(uniqueKeysWithValues: dataset.movies.map { ($0.id, $0.year!) })
        #expect(dataset.interactions.allSatisfy { $0.timestamp >= starts[years[$0.item]!, default: 0] })
    }

    @Test func `minors rate nothing for adults`() {
        let minors = Set(dataset.viewers.filter { $0.age! < 17 }.map(\.id))
        let adultFilms = Set(dataset.movies.filter { ["R", "NC-17"].contains($0.ageRating) }.map(\.id))
        #expect(!minors.isEmpty)
        #expect(!dataset.interactions.contains { minors.contains($0.user) && adultFilms.contains($0.item) })
    }

    @Test func `attention is unequal, and nearly every film has an audience`() {
        let counts = Dictionary(grouping: dataset.interactions, by: \.item).mapValues(\.count)
        let sorted = counts.values.sorted(by: >)
        #expect(sorted.prefix(58).reduce(0, +) * 4 > dataset.interactions.count)
        #expect(sorted.filter { $0 >= 10 }.count > 550)
    }
}

@Suite struct DemoRandomTests {
    @Test func `the exponential is close to e to the x`() {
        #expect(DemoRandom.exponential(0) == 1)
        // e and 1/e to six places; the approximation is off by a factor e^(−x²/2048).
        #expect(abs(DemoRandom.exponential(1) - 2.718282) < 0.002)
        #expect(abs(DemoRandom.exponential(-1) - 0.367879) < 0.001)
    }

    @Test func `normals have mean zero and variance one`() {
        var random = DemoRandom(seed: 1, stream: 1)
        let values = random.normals(20_000)
        let mean = values.reduce(0, +) / 20_000
        let variance = values.reduce(0) { $0 + $1 * $1 } / 20_000 - mean * mean
        // Four standard errors: 4 / sqrt(20,000) and 4 · sqrt(2 / 20,000).
        #expect(abs(mean) < 0.029 && abs(variance - 1) < 0.04)
    }
}
