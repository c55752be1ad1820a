import Models

/// How one simulated viewer comes to rate films: session by session, never the same film twice.
struct DemoDiary {
    private let person: DemoPerson
    private let movies: [Movie]
    private let traits: [DemoFilmTraits]
    /// Fame × liking of every film not yet rated; 0 for the rated and the forbidden.
    private var pull: [Double]
    private var random: DemoRandom

    private static let likingStrength = 1.3
    private static let sessionSizes = 4..<13

    init(person: DemoPerson, number: Int, movies: [Movie], traits: [DemoFilmTraits], seed: UInt64) {
        self.person = person
        self.movies = movies
        self.traits = traits
        random = DemoRandom(seed: seed, stream: 7_000_000 + UInt64(number))
        pull = movies.indices.map { film in
            guard person.maySee(movies[film]) else { return 0 }
            return traits[film].popularity * DemoRandom.exponential(Self.likingStrength * person.likings[film])
        }
    }

    /// The viewer's ratings in order of time.
    mutating func ratings(fashion: DemoFashion, calendar: DemoCalendar) -> [Interaction] {
        var ratings: [Interaction] = []
        for (day, size) in sessions() {
            let weights = weights(on: day, fashion: fashion.factors(month: day / calendar.daysPerMonth))
            // Evenings, from 17:00. Only a viewer's last session can be long, so no session runs into the next.
            var second = Int64(random.integer(in: 17 * 3600..<22 * 3600))
            for film in draw(size, from: weights) {
                ratings.append(rating(of: film, at: calendar.timestamp(day: day, second: second)))
                second += Int64(random.integer(in: 20..<200))
            }
        }
        return ratings
    }

    /// Days, all different and ascending, with the number of ratings of each; the sizes sum to the viewer's count.
    private mutating func sessions() -> [(day: Int, size: Int)] {
        var sizes: [Int] = []
        var remaining = person.ratingCount
        let limit = person.activeDays.count
        while remaining > 0 {
            let isLast = sizes.count + 1 == limit
            let size = isLast ? remaining : min(remaining, random.integer(in: Self.sessionSizes))
            sizes.append(size)
            remaining -= size
        }
        return zip(distinctDays(sizes.count), sizes).map { ($0, $1) }
    }

    private mutating func distinctDays(_ count: Int) -> [Int] {
        var days: Set<Int> = []
        while days.count < count {
            days.insert(random.integer(in: person.activeDays.lowerBound..<person.activeDays.upperBound + 1))
        }
        return days.sorted()
    }

    private func weights(on day: Int, fashion: [Double]) -> [Double] {
        pull.indices.map { traits[$0].firstDay <= day ? pull[$0] * fashion[$0] : 0 }
    }

    /// Up to `count` different films, each drawn with chance proportional to its weight among those left.
    private mutating func draw(_ count: Int, from weights: [Double]) -> [Int] {
        var weights = weights
        return (0..<count).compactMap { _ in
            let total = weights.reduce(0, +)
            guard total > 0, let film = pick(random.uniform() * total, in: weights) else { return nil }
            weights[film] = 0
            pull[film] = 0
            return film
        }
    }

    /// The film in whose stretch of the laid-out weights `position` falls; rounding at the end gives the last one.
    private func pick(_ position: Double, in weights: [Double]) -> Int? {
        var position = position
        for film in weights.indices where weights[film] > 0 {
            position -= weights[film]
            if position < 0 { return film }
        }
        return weights.lastIndex { $0 > 0 }
    }

    private mutating func rating(of film: Int, at timestamp: Int64) -> Interaction {
        let opinion = 3.2 + 0.55 * person.likings[film] + 0.5 * traits[film].quality + person.generosity
        let stars = (opinion + 0.75 * random.normal()).rounded()
        return Interaction(
            user: person.viewer.id, item: movies[film].id, kind: .rating, value: min(max(stars, 1), 5),
            timestamp: timestamp)
    }
}
