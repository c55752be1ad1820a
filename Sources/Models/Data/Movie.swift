/// What is known of a movie.
public struct Movie: Sendable, Equatable, Codable {
    /// Its id, as the outside world has it.
    public var id: ItemID
    /// Its title, without the year.
    public var title: String
    /// The year it came out; nil where nobody said.
    public var year: Int?
    /// Genre names as given (`Sci-Fi`, `Drama`), without duplicates.
    public var genres: [String]
    /// ISO 8601 day, `1995-11-22`, where known.
    public var releaseDate: String?
    /// What it is about; nil where nobody said.
    public var overview: String?
    /// The age rating as printed (`PG-13`), where known.
    public var ageRating: String?
    /// Names as printed, without duplicates; so are the actors.
    public var directors: [String]
    /// The actors, as they were named.
    public var actors: [String]
    /// What it is about in a word or two each, where known.
    public var keywords: [String]

    public init(
        id: ItemID, title: String, year: Int? = nil, genres: [String] = [], releaseDate: String? = nil,
        overview: String? = nil, ageRating: String? = nil, directors: [String] = [], actors: [String] = [],
        keywords: [String] = []
    ) {
        self.id = id
        self.title = title
        self.year = year
        self.genres = genres
        self.releaseDate = releaseDate
        self.overview = overview
        self.ageRating = ageRating
        self.directors = directors
        self.actors = actors
        self.keywords = keywords
    }
}
