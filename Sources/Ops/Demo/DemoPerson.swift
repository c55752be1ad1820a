import Models

/// One simulated viewer: who they are, what they like and when they watch.
struct DemoPerson {
    let viewer: Viewer
    /// Liking of every film, in the order of the catalogue, mean 0 and deviation 1 over the catalogue.
    let likings: [Double]
    /// What they add to every star: generous or strict.
    let generosity: Double
    let ratingCount: Int
    /// Days of their first and last session.
    let activeDays: ClosedRange<Int>

    static let ratingBounds = 8...300
    /// Viewers under this age see no film rated R or NC-17.
    static let ageOfMajority = 17

    init(number: Int, movies: [Movie], traits: [DemoFilmTraits], seed: UInt64, calendar: DemoCalendar) {
        var random = DemoRandom(seed: seed, stream: 5_000_000 + UInt64(number))
        viewer = Self.viewer(number: number, random: &random)
        likings = Self.likings(viewer.age!, movies: movies, traits: traits, seed: seed, random: &random)
        generosity = 0.35 * random.normal()
        let activity = DemoRandom.exponential(3.77 + 0.85 * random.normal())
        ratingCount = min(max(Int(activity), Self.ratingBounds.lowerBound), Self.ratingBounds.upperBound)
        let firstDay = random.integer(in: 0..<calendar.dayCount - 30)
        let stay = random.uniform() < 0.4 ? 0 : Int(random.uniform(10...900))
        activeDays = firstDay...min(firstDay + stay, calendar.dayCount - 2)
    }

    /// Whether this viewer's age allows the film.
    func maySee(_ movie: Movie) -> Bool {
        viewer.age! >= Self.ageOfMajority || !["R", "NC-17"].contains(movie.ageRating)
    }

    private static func viewer(number: Int, random: inout DemoRandom) -> Viewer {
        // The larger of the two squares of a uniform: most are young, some are old.
        let spread = random.uniform()
        let age = 13 + Int(62 * spread * spread) + random.integer(in: 0..<6)
        let gender = random.uniform() < 0.5 ? "F" : "M"
        let trade = occupations[random.integer(in: 0..<occupations.count)]
        let occupation = age < 19 ? "student" : age > 66 ? "retired" : trade
        return Viewer(id: UserID(String(number)), age: age, gender: gender, occupation: occupation)
    }

    private static let occupations = [
        "artist", "builder", "clerk", "cook", "doctor", "driver", "engineer", "farmer", "homemaker", "lawyer",
        "librarian", "manager", "musician", "nurse", "programmer", "researcher", "salesperson", "student", "teacher",
        "writer",
    ]

    /// A mixture of one to three profiles, a style of their own, and a soft spot for the films of their youth.
    private static func likings(
        _ age: Int, movies: [Movie], traits: [DemoFilmTraits], seed: UInt64, random: inout DemoRandom
    ) -> [Double] {
        let mixture = (0..<random.integer(in: 1..<4)).map { _ in
            (profile: random.integer(in: 0..<TasteProfile.all.count), share: random.uniform(0.3...1))
        }
        let total = mixture.reduce(0) { $0 + $1.share }
        let style = mixture.reduce(random.normals(DemoFilmTraits.styleCount).map { 0.7 * $0 }) { style, part in
            var profileRandom = DemoRandom(seed: seed, stream: 6_000_000 + UInt64(part.profile))
            let direction = profileRandom.normals(DemoFilmTraits.styleCount)
            return zip(style, direction).map { $0 + $1 * part.share / total }
        }
        let youth = Double(2019 - age + 16)
        let raw = zip(movies, traits).map { movie, traits in
            let year = movie.year ?? 1980
            let profile = mixture.reduce(0) {
                $0 + TasteProfile.all[$1.profile].affinity(genres: movie.genres, year: year) * $1.share / total
            }
            let styleFit = zip(style, traits.style).reduce(0) { $0 + $1.0 * $1.1 } / 2
            let distance = (Double(year) - youth) / 12
            return profile + styleFit + 0.4 / (1 + distance * distance) + 0.5 * traits.quality
        }
        return standardised(raw)
    }

    /// Mean 0, deviation 1.
    private static func standardised(_ values: [Double]) -> [Double] {
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        let deviation = max(variance.squareRoot(), 1e-9)
        return values.map { ($0 - mean) / deviation }
    }
}
