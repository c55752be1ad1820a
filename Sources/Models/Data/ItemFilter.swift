/// A genre's place in `Catalogue.genres`. Means nothing outside its catalogue.
@frozen public struct GenreNumber: DenseNumber {
    public let rawValue: Int32
    @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
}

/// What a viewer asked to see: any of some genres, and a range of years.
public struct ItemFilter: Sendable, Equatable {
    /// Items of any of these; empty means all.
    public var genres: [GenreNumber]
    /// The first year that may appear. With either bound given, items of unknown year stay out.
    public var yearMin: Int?
    /// The last year that may appear.
    public var yearMax: Int?

    public init(genres: [GenreNumber] = [], yearMin: Int? = nil, yearMax: Int? = nil) {
        self.genres = genres
        self.yearMin = yearMin
        self.yearMax = yearMax
    }

    /// Whether everything passes.
    public var isEmpty: Bool { genres.isEmpty && yearMin == nil && yearMax == nil }
}
