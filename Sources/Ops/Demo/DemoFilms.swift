import Models

/// The films of the demo data set: true titles, years and age ratings, described in our own words.
///
/// Kept as CSV text in the source, one file per decade, so that the first run needs neither a download nor a resource
/// bundle. Identifiers are 1...count in order of the year; a new film is added at the end of its decade and the
/// following ones are renumbered (the demo is regenerated, nothing else holds these numbers).
/// Age ratings are those of the Motion Picture Association, `NR` where the film has none.
enum DemoFilms {
    /// The genre names of MovieLens.
    static let genres = [
        "Action", "Adventure", "Animation", "Children", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
        "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
    ]

    /// Every film, oldest decade first.
    static func all() -> [Movie] {
        [
            films1920s, films1930s, films1940s, films1950s, films1960s, films1970s, films1980s, films1990s, films2000s,
            films2010s, films2020s,
        ].flatMap { $0.split(separator: "\n").dropFirst().map(movie) }
    }

    /// - Precondition: `line` has the six columns `id,title,year,genres,age_rating,overview`.
    private static func movie(_ line: Substring) -> Movie {
        let fields = columns(of: line)
        precondition(fields.count == 6, "a demo film needs six columns: \(line)")
        return Movie(
            id: ItemID(fields[0]), title: fields[1], year: Int(fields[2]),
            genres: fields[3].split(separator: "|").map(String.init), overview: fields[5], ageRating: fields[4])
    }

    /// Splits at commas outside double quotes; the text has no doubled quotes.
    private static func columns(of line: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
