/// What films are sums of: [films, features], each row of length 1, or empty: nothing is known of the film.
struct FilmFeatures: Sendable {
    let matrix: InteractionMatrix
    /// [features] such as `film:527`, by the film's outside id, `genre:Drama`, `decade:1990`, `rating:PG-13`.
    let names: [String]

    /// A film has a vector of its own only where somebody likes it: there is nothing to learn one from otherwise.
    /// - Complexity: O(films · features of a film).
    init(_ movies: [Movie], liked: [Bool], settings: HybridSettings) {
        var numbers: [String: Int] = [:]
        var names: [String] = []
        let rows = movies.enumerated().map { item, movie in
            let known = Self.names(of: movie, hasOwn: settings.identity && liked[item], settings.features)
            let weight = 1 / Float(max(1, known.count)).squareRoot()
            return known.map { name -> (column: Int, weight: Float) in
                if let number = numbers[name] { return (number, weight) }
                numbers[name] = names.count
                names.append(name)
                return (names.count - 1, weight)
            }
        }
        self.names = names
        matrix = InteractionMatrix(rows: rows, columnCount: names.count)
    }

    private static func names(
        of movie: Movie, hasOwn: Bool, _ features: HybridSettings.Features
    ) -> [String] {
        var names = hasOwn ? ["film:\(movie.id)"] : []
        guard features != .none else { return names }
        names += movie.genres.map { "genre:\($0)" }
        guard features == .all else { return names }
        if let year = movie.year { names.append("decade:\(year / 10 * 10)") }
        if let rating = movie.ageRating { names.append("rating:\(rating)") }
        return names
    }
}
