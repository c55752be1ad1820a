extension Movie {
    /// All that is said of a film, as one text: title, genres, overview, directors, actors, keywords.
    ///
    /// A person is one word (`robert_de_niro`), so that two films are not alike by a first name. Year, age rating and
    /// release date say nothing of what a film is about and are left out.
    public var text: String {
        let names = (directors + actors).map(Self.oneWord)
        let overview = overview.map { [$0] } ?? []
        return ([title] + genres + overview + names + keywords).joined(separator: "\n")
    }

    private static func oneWord(_ name: String) -> String {
        name.unicodeScalars.split { !WordTokens.isWordCharacter($0) }.map { String($0) }.joined(separator: "_")
    }
}
