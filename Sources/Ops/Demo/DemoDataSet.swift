public import Models

/// The built-in data set, so that the first run needs no download: real films, simulated viewers.
///
/// The films are facts (see `DemoFilms`); who watched what is invented. Each simulated viewer mixes one to three taste
/// profiles with a hidden style that films of one series or school share, so that a recommender has something to find.
/// What a viewer picks is drawn by fame (Zipf-like) × liking × the fashion of the month; the stars follow the liking,
/// with noise. How many films a viewer rates is log-normal, 8…300, in evening sessions over 2019 to 2024. No film is
/// rated before its year. A pure function: the same seed and count give the same bytes on every machine.
public enum DemoDataSet {
    /// The films, numbered 1...count.
    public static func movies() -> [Movie] { DemoFilms.all() }

    /// The films with `viewerCount` simulated viewers and, for 1,000 of them, about 60,000 ratings in order of time.
    ///
    /// - Complexity: O(viewers · films + sessions · films).
    /// - Precondition: `viewerCount` is not negative.
    public static func generate(seed: UInt64 = 20_190_101, viewerCount: Int = 1_000) -> Dataset {
        precondition(viewerCount >= 0, "a count of viewers is not negative")
        let movies = movies()
        let calendar = DemoCalendar()
        let traits = DemoFilmTraits.all(of: movies, seed: seed, calendar: calendar)
        let fashion = DemoFashion(movies: movies, traits: traits, seed: seed, calendar: calendar)
        let people = (1...max(viewerCount, 1)).prefix(viewerCount).map {
            DemoPerson(number: $0, movies: movies, traits: traits, seed: seed, calendar: calendar)
        }
        let ratings = people.enumerated().flatMap { index, person in
            var diary = DemoDiary(person: person, number: index, movies: movies, traits: traits, seed: seed)
            return diary.ratings(fashion: fashion, calendar: calendar)
        }
        // No viewer rates two films in one second, so this order is total.
        let inOrderOfTime = ratings.sorted { ($0.timestamp, $0.user) < ($1.timestamp, $1.user) }
        return Dataset(movies: movies, viewers: people.map(\.viewer), interactions: inOrderOfTime)
    }
}
