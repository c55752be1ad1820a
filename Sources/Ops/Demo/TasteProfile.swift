/// One recognisable kind of film lover; every simulated viewer is a mixture of a few.
struct TasteProfile {
    /// Liking by genre; a genre that is not named is 0.
    let genres: [String: Double]
    /// The year around which this kind of viewer looks for films, and how far from it the interest reaches.
    let favouriteYear: Double
    let yearsOfReach: Double

    /// The kinds, in an order that the seeds depend on: append only.
    static let all = [
        // Spectacle
        TasteProfile(
            genres: [
                "Action": 1.2, "Adventure": 0.9, "Sci-Fi": 0.7, "Thriller": 0.3, "Romance": -0.5, "Documentary": -1,
            ],
            favouriteYear: 2010, yearsOfReach: 20),
        // Families
        TasteProfile(
            genres: [
                "Animation": 1.2, "Children": 1.4, "Musical": 0.5, "Adventure": 0.4, "Horror": -1.5, "Crime": -0.8,
            ],
            favouriteYear: 2005, yearsOfReach: 25),
        // Ideas and other worlds
        TasteProfile(
            genres: ["Sci-Fi": 1.5, "Mystery": 0.6, "Thriller": 0.3, "Musical": -0.8, "Western": -0.4],
            favouriteYear: 1995, yearsOfReach: 25),
        // Black and white
        TasteProfile(
            genres: ["Film-Noir": 1.3, "Drama": 0.4, "Romance": 0.4, "War": 0.5, "Western": 0.6, "Comedy": 0.2],
            favouriteYear: 1948, yearsOfReach: 14),
        // Festivals
        TasteProfile(
            genres: ["Drama": 1.2, "Documentary": 0.9, "War": 0.2, "Action": -0.9, "Children": -0.6],
            favouriteYear: 1990, yearsOfReach: 35),
        // Fear
        TasteProfile(
            genres: ["Horror": 1.8, "Thriller": 0.7, "Mystery": 0.5, "Children": -1, "Musical": -0.8, "Romance": -0.6],
            favouriteYear: 1995, yearsOfReach: 25),
        // Love stories
        TasteProfile(
            genres: ["Romance": 1.5, "Comedy": 0.5, "Musical": 0.6, "Drama": 0.3, "War": -0.6, "Horror": -1.2],
            favouriteYear: 2002, yearsOfReach: 20),
        // Crime
        TasteProfile(
            genres: ["Crime": 1.4, "Thriller": 0.8, "Mystery": 0.7, "Film-Noir": 0.6, "Children": -1, "Fantasy": -0.7],
            favouriteYear: 1993, yearsOfReach: 20),
        // Laughter
        TasteProfile(
            genres: ["Comedy": 1.5, "Romance": 0.2, "Drama": -0.4, "War": -0.7, "Horror": -0.4],
            favouriteYear: 1996, yearsOfReach: 18),
        // Quests and wizards
        TasteProfile(
            genres: ["Fantasy": 1.5, "Adventure": 0.9, "Animation": 0.5, "Crime": -0.6, "Documentary": -0.6],
            favouriteYear: 2006, yearsOfReach: 18),
        // History and battle
        TasteProfile(
            genres: ["War": 1.5, "Drama": 0.5, "Action": 0.4, "Western": 0.7, "Fantasy": -0.6, "Musical": -0.5],
            favouriteYear: 1978, yearsOfReach: 25),
        // The New Hollywood years
        TasteProfile(
            genres: ["Drama": 0.6, "Crime": 0.6, "Horror": 0.2, "Western": 0.5, "Animation": -0.8, "Children": -0.6],
            favouriteYear: 1974, yearsOfReach: 10),
    ]

    /// How well a film fits: its mean genre liking and the nearness of its year; roughly −1.5…2.5.
    func affinity(genres filmGenres: [String], year: Int) -> Double {
        let liking = filmGenres.reduce(0) { $0 + (genres[$1] ?? 0) } / Double(max(filmGenres.count, 1))
        let distance = (Double(year) - favouriteYear) / yearsOfReach
        return liking + 1 / (1 + distance * distance) - 0.5
    }
}
