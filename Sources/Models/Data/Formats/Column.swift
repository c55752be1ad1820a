/// What a column of an imported table means, under whichever name it goes.
public enum Column: Int, CaseIterable, Sendable {
    /// Of an event.
    case user, item, kind, value, timestamp
    /// Of a film.
    case title, year, genres, releaseDate, overview, ageRating, directors, actors, keywords
    /// Of a viewer.
    case age, gender, occupation
    /// MovieLens 100K: nineteen flags from this column on.
    case genreFlags
    /// Says nothing to us.
    case ignored

    /// The meaning of a header such as `userId`, `USER_ID` or `user-id`; nil when it says nothing to us.
    ///
    /// The names are those of MovieLens, Gorse, Amazon Personalize and the usual catalogue files. `id` and `name` are
    /// left to the table's kind (see `TableFormat`).
    public init?(header: String) {
        guard let column = Self.aliases[Self.normalized(header)] else { return nil }
        self = column
    }

    /// Lower case, letters and digits only.
    static func normalized(_ header: String) -> String {
        String(
            header.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        )
    }

    private static let names: [(Column, [String])] = [
        (.user, ["user", "userid", "viewer", "viewerid", "customer", "customerid", "member", "memberid"]),
        (
            .item,
            [
                "item", "itemid", "movie", "movieid", "film", "filmid", "title_id", "show", "showid", "product",
                "productid",
            ]
        ),
        (.kind, ["kind", "type", "event", "eventtype", "feedbacktype", "interactiontype", "action"]),
        (.value, ["value", "rating", "ratings", "stars", "score", "eventvalue", "minutes", "weight"]),
        (.timestamp, ["timestamp", "time", "date", "datetime", "createdat", "ts", "ratedat", "unixtime"]),
        (.title, ["title", "movietitle", "itemname", "moviename", "originaltitle", "comment"]),
        (.year, ["year", "releaseyear", "startyear"]),
        (.genres, ["genres", "genre", "categories", "category", "tags", "listedin"]),
        (.releaseDate, ["releasedate", "released", "release", "creationtimestamp"]),
        (.overview, ["overview", "plot", "description", "summary", "synopsis"]),
        (.ageRating, ["agerating", "rated", "certificate", "certification", "mpaa", "contentrating"]),
        (.directors, ["directors", "director", "directedby"]),
        (.actors, ["actors", "actor", "cast", "starring"]),
        (.keywords, ["keywords", "keyword", "plotkeywords"]),
        (.age, ["age"]),
        (.gender, ["gender", "sex"]),
        (.occupation, ["occupation", "job", "profession"]),
    ]

    private static let aliases: [String: Column] = {
        var aliases: [String: Column] = [:]
        for (column, names) in names {
            for name in names { aliases[normalized(name)] = column }
        }
        return aliases
    }()
}

/// What the rows of a table are.
public enum TableKind: String, Sendable, Codable, CaseIterable {
    /// What the rows of a table are.
    case movies, viewers, events
}
