import Models

/// What is talked about, month by month: genres drift in and out of fashion, new films are news for a season, and a few
/// old ones are revived. This is what makes recent popularity a better guide than popularity of all time.
struct DemoFashion {
    /// Factor on the attention a film gets, `[months, films]`.
    private let factors: [[Double]]

    init(movies: [Movie], traits: [DemoFilmTraits], seed: UInt64, calendar: DemoCalendar) {
        var random = DemoRandom(seed: seed, stream: 4_000_000)
        var genreMood = [String: Double](uniqueKeysWithValues: DemoFilms.genres.map { ($0, 0) })
        var revival = [Double](repeating: 0, count: movies.count)
        factors = (0..<calendar.monthCount).map { month in
            for genre in DemoFilms.genres { genreMood[genre] = 0.93 * genreMood[genre]! + 0.3 * random.normal() }
            for film in revival.indices { revival[film] *= 0.6 }
            for _ in 0..<8 { revival[random.integer(in: 0..<movies.count)] += 1.8 }
            return movies.indices.map { film in
                let mood = movies[film].genres.reduce(0) { $0 + genreMood[$1]! } / Double(movies[film].genres.count)
                let news = Self.news(of: traits[film], month: month, calendar: calendar)
                return DemoRandom.exponential(mood + min(revival[film], 2.5) + news)
            }
        }
    }

    /// The factor of every film on a day.
    func factors(month: Int) -> [Double] { factors[month] }

    /// Largest in the first month, gone within a year; nothing for films older than the simulation.
    private static func news(of traits: DemoFilmTraits, month: Int, calendar: DemoCalendar) -> Double {
        guard traits.firstDay > 0 else { return 0 }
        let age = month - traits.firstDay / calendar.daysPerMonth
        return age >= 0 && age < 12 ? 2.2 * Double(12 - age) / 12 : 0
    }
}
