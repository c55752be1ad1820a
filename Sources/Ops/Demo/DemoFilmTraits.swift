import Models

/// What the simulation decides about one film beyond its facts.
struct DemoFilmTraits {
    /// The style of the film in a hidden space that no genre names; films of a series or a school are near each other.
    let style: [Double]
    /// How good it is to everybody, mean 0.
    let quality: Double
    /// Zipf-like share of attention, largest for the best known.
    let popularity: Double
    /// First day it can be rated, counted from the start of the simulation; 0 for films older than that.
    let firstDay: Int

    static let styleCount = 6
    private static let schoolCount = 24

    /// Traits of every film, in the order given.
    static func all(of movies: [Movie], seed: UInt64, calendar: DemoCalendar) -> [DemoFilmTraits] {
        let schools = (0..<schoolCount).map { school in
            var random = DemoRandom(seed: seed, stream: 1_000_000 + UInt64(school))
            return random.normals(styleCount)
        }
        let attention = attentionRanks(of: movies, seed: seed)
        return movies.enumerated().map { index, movie in
            var random = DemoRandom(seed: seed, stream: 2_000_000 + UInt64(index))
            let school = schools[
                Int(StableHash.mix(StableHash.hash(series(of: movie.title)) ^ seed) % UInt64(schoolCount))]
            return DemoFilmTraits(
                style: zip(school, random.normals(styleCount)).map { $0 + 0.4 * $1 },
                quality: 0.5 * random.normal(),
                popularity: 1 / (Double(attention[index]) + 12),
                firstDay: calendar.firstDay(ofFilmFrom: movie.year ?? 0, random: &random))
        }
    }

    /// Rank 0... of every film by fame: the well-known first, the recent a little ahead of the old.
    private static func attentionRanks(of movies: [Movie], seed: UInt64) -> [Int] {
        let fame = movies.enumerated().map { index, movie in
            var random = DemoRandom(seed: seed, stream: 3_000_000 + UInt64(index))
            let isWellKnown = DemoFilms.wellKnownTitles.contains(movie.title)
            return random.normal() + Double((movie.year ?? 1980) - 1980) / 50 + (isWellKnown ? 4 : 0)
        }
        var ranks = [Int](repeating: 0, count: movies.count)
        let order = movies.indices.sorted { (fame[$0], $1) > (fame[$1], $0) }
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        return ranks
    }

    /// The name that films of one series share: the first two words before a subtitle, without article and numbers.
    private static func series(of title: String) -> String {
        title.prefix { $0 != ":" }.lowercased().split(separator: " ")
            .filter { !["the", "a", "an", "-"].contains($0) && Int($0) == nil }
            .prefix(2).joined(separator: " ")
    }
}
