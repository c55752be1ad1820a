import Models
import Testing

@Suite struct TitleIndexTests {
    /// As MovieLens prints them, with views in thousands.
    static let shelf: [(title: String, views: Float)] = [
        ("Matrix Reloaded, The (2003)", 10), ("Matrix, The (1999)", 50), ("Godfather, The (1972)", 40),
        ("Godfather: Part II, The (1974)", 30), ("Godfather: Part III, The (1990)", 8),
        ("Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)", 25),
        ("Star Wars: Episode IV - A New Hope (1977)", 48),
        ("Star Wars: Episode V - The Empire Strikes Back (1980)", 45),
        ("Star Wars: Episode VI - Return of the Jedi (1983)", 40), ("Seven (a.k.a. Se7en) (1995)", 35),
        ("Seven Samurai (Shichinin no samurai) (1954)", 15), ("Lord of the Rings, The (1978)", 4),
        ("Lord of the Rings: The Fellowship of the Ring, The (2001)", 46), ("Shawshank Redemption, The (1994)", 60),
        ("Terminator, The (1984)", 35), ("Terminator 2: Judgment Day (1991)", 42), ("Heat (1995)", 20),
        ("Heat, The (2013)", 5), ("Body Heat (1981)", 5), ("M*A*S*H (1970)", 12), ("Spider-Man (2002)", 30),
        ("WALL·E (2008)", 28), ("King Kong (1933)", 9), ("King Kong (1976)", 3), ("King Kong (2005)", 10),
        ("2001: A Space Odyssey (1968)", 30), ("8 1/2 (8½) (1963)", 6), ("Alien³ (1992)", 8), ("Alien (1979)", 38),
        ("E.T. the Extra-Terrestrial (1982)", 33), ("(500) Days of Summer (2009)", 14), ("Fight Club (1999)", 47),
        ("Life Is Beautiful (La Vita è bella) (1997)", 20), ("Бригада (2002)", 1),
    ]

    static let index = TitleIndex(
        titles: shelf.map(\.title), years: shelf.map { _ in nil }, popularity: shelf.map(\.views))

    private func first(_ query: String) -> String? { Self.index.search(query, limit: 1).first?.title }

    @Test(arguments: [
        ("matrix", "Matrix, The (1999)"), ("Matrix, The", "Matrix, The (1999)"), ("THE MATRIX", "Matrix, The (1999)"),
        ("matrix the", "Matrix, The (1999)"), ("reloaded matrix", "Matrix Reloaded, The (2003)"),
        ("shawshank redemtion", "Shawshank Redemption, The (1994)"), ("shawsh", "Shawshank Redemption, The (1994)"),
        ("godfahter", "Godfather, The (1972)"), ("fight clb", "Fight Club (1999)"), ("fight culb", "Fight Club (1999)"),
        ("lord of rings", "Lord of the Rings: The Fellowship of the Ring, The (2001)"),
        ("fellowship of the ring", "Lord of the Rings: The Fellowship of the Ring, The (2001)"),
        ("empire strikes back", "Star Wars: Episode V - The Empire Strikes Back (1980)"),
    ])
    func `partial, misspelt and reordered titles find the film`(query: String, title: String) {
        #expect(first(query) == title)
    }

    @Test(arguments: [
        ("godfather part 2", "Godfather: Part II, The (1974)"), ("godfather 2", "Godfather: Part II, The (1974)"),
        ("godfather part three", "Godfather: Part III, The (1990)"),
        ("star wars 5", "Star Wars: Episode V - The Empire Strikes Back (1980)"),
        ("star wars episode six", "Star Wars: Episode VI - Return of the Jedi (1983)"),
        ("terminator two", "Terminator 2: Judgment Day (1991)"), ("terminator2", "Terminator 2: Judgment Day (1991)"),
        ("se7en", "Seven (a.k.a. Se7en) (1995)"), ("seven", "Seven (a.k.a. Se7en) (1995)"),
        ("7 samurai", "Seven Samurai (Shichinin no samurai) (1954)"), ("8 1/2", "8 1/2 (8½) (1963)"),
        ("8½", "8 1/2 (8½) (1963)"), ("alien 3", "Alien³ (1992)"),
        ("500 days of summer", "(500) Days of Summer (2009)"),
    ])
    func `numbers are found in any dress`(query: String, title: String) {
        #expect(first(query) == title)
    }

    @Test(arguments: [
        ("amelie", "Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)"),
        ("Amélie", "Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)"),
        ("le fabuleux destin d'amelie poulain", "Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)"),
        ("la vita e bella", "Life Is Beautiful (La Vita è bella) (1997)"),
        (
            "shichinin no samurai",
            "Seven Samurai (Shichinin no samurai) (1954)"
        ), ("БРИГАДА", "Бригада (2002)"),
    ])
    func `accents, foreign names and other scripts are understood`(query: String, title: String) {
        #expect(first(query) == title)
    }

    @Test(arguments: [
        ("spiderman", "Spider-Man (2002)"), ("spider man", "Spider-Man (2002)"), ("mash", "M*A*S*H (1970)"),
        ("wall e", "WALL·E (2008)"), ("walle", "WALL·E (2008)"), ("et", "E.T. the Extra-Terrestrial (1982)"),
        ("starwars", "Star Wars: Episode IV - A New Hope (1977)"), ("kingkong", "King Kong (2005)"),
    ])
    func `words may be joined or parted`(query: String, title: String) {
        #expect(first(query) == title)
    }

    @Test(arguments: [
        ("heat 1995", "Heat (1995)"), ("heat (2013)", "Heat, The (2013)"), ("1976 king kong", "King Kong (1976)"),
        ("king kong 1934", "King Kong (1933)"), ("2001", "2001: A Space Odyssey (1968)"),
    ])
    func `a year picks among films of one name`(query: String, title: String) {
        #expect(first(query) == title)
    }

    @Test func `the best match comes first, then the near misses`() {
        let matches = Self.index.search("godfather", limit: 10)
        #expect(
            matches.map(\.title) == [
                "Godfather, The (1972)", "Godfather: Part II, The (1974)", "Godfather: Part III, The (1990)",
            ])
        #expect(matches[0].year == 1972 && matches[0].index == 2)
        #expect(matches.allSatisfy { (0.5...1).contains($0.confidence) })
        #expect(Self.index.search("godfather", limit: 2).count == 2)
    }

    @Test func `the very title has full confidence`() {
        for (number, film) in Self.shelf.enumerated() {
            let match = Self.index.search(film.title, limit: 3).first { $0.index == number }
            #expect((match?.confidence ?? 0) > 0.99, "\(film.title)")
        }
    }

    @Test func `popularity decides between films of one name, and position where there is none`() {
        #expect(Self.index.search("king kong", limit: 3).compactMap(\.year) == [2005, 1933, 1976])
        let plain = TitleIndex(titles: ["Dune", "Dune", "Dune"], years: [2021, 1984, nil])
        #expect(plain.search("dune", limit: 3).map(\.index) == [0, 1, 2])
    }

    @Test func `a popularity that is no number counts as none`() {
        let index = TitleIndex(titles: ["Dune", "Dune"], years: [1984, 2021], popularity: [.nan, 3])
        #expect(index.search("dune", limit: 2).map(\.index) == [1, 0])
        let hopeless = TitleIndex(titles: ["Dune"], years: [1984], popularity: [-.infinity])
        #expect(hopeless.search("dune", limit: 2).map(\.index) == [0])
    }

    @Test func `a given year wins over the one in the title`() {
        let index = TitleIndex(titles: ["Brazil (1985)"], years: [1984])
        #expect(index.search("brazil", limit: 1).first?.year == 1984)
    }
}

@Suite struct TitleIndexRobustnessTests {
    @Test(arguments: ["xyzzy", "qwerty uiop", "wxyz 1234", "zzzz"])
    func `nothing is answered when nothing is close`(query: String) {
        #expect(TitleIndexTests.index.search(query, limit: 5).isEmpty)
    }

    @Test(arguments: [
        "", " ", "()", "((((", ")))[", "-", "'", "🎬🍿", "\u{0}\u{7}\n\t", "\u{301}\u{301}", "½", "²³", "(1999)", "1999",
        "a a a a a a a a a a a a a a", "\u{202E}xirtam", "千と千尋の神隠し", "ﷺ", "e\u{301}", "%00", "'; DROP TABLE movies; --",
    ])
    func `odd input is answered, not trapped on`(query: String) {
        #expect(TitleIndexTests.index.search(query, limit: 5).count <= 5)
    }

    @Test func `long input is read only at its beginning`() {
        let index = TitleIndexTests.index
        #expect(index.search(String(repeating: "a", count: 10_000), limit: 5).isEmpty)
        _ = index.search(String(repeating: "the lord ", count: 2_000), limit: 5)
        _ = index.search(String(repeating: "e\u{301}\u{302}", count: 5_000), limit: 5)
        let padded = "fight club" + String(repeating: " ", count: 10_000) + "matrix reloaded"
        #expect(index.search(padded, limit: 1).first?.title == "Fight Club (1999)")
    }

    @Test(arguments: [0, -1, Int.min, Int.max])
    func `any limit is fine`(limit: Int) {
        #expect(TitleIndexTests.index.search("matrix", limit: limit).count == (limit > 0 ? 2 : 0))
    }

    @Test func `an index without titles, or with empty ones, answers nothing`() {
        #expect(TitleIndex(titles: [], years: []).search("matrix", limit: 5).isEmpty)
        let blank = TitleIndex(
            titles: ["", "???", "(1999)", "(()", String(repeating: "x-", count: 5_000)],
            years: [
                nil, nil, nil, nil, nil,
            ])
        #expect(blank.search("matrix", limit: 5).isEmpty)
    }

    @Test func `the same query gives the same answer`() {
        let titles = TitleIndexTests.shelf.map(\.title)
        let again = TitleIndex(
            titles: titles, years: titles.map { _ in nil }, popularity: TitleIndexTests.shelf.map(\.views))
        for query in ["star", "the lord", "king", "seven heat alien", "matrix 2003"] {
            #expect(TitleIndexTests.index.search(query, limit: 50) == again.search(query, limit: 50))
        }
    }
}
