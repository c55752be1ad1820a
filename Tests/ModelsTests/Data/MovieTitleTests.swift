import Models
import Testing

@Suite struct `Movie titles` {
    @Test(arguments: [
        ("Toy Story (1995)", "Toy Story", 1995),
        ("American President, The (1995)", "The American President", 1995),
        ("Misérables, Les (1995)", "Les Misérables", 1995),
        ("Misérables, Les (1995) ", "Les Misérables", 1995),
        ("Enfer, L' (1994)", "L'Enfer", 1994),
        (
            "City of Lost Children, The (Cité des enfants perdus, La) (1995)",
            "The City of Lost Children (La Cité des enfants perdus)", 1995
        ),
        ("Seven (a.k.a. Se7en) (1995)", "Seven (a.k.a. Se7en)", 1995),
        ("Champion (a.k.a. Kid, The) (1949)", "Champion (a.k.a. The Kid)", 1949),
        (
            "Land Before Time III: The Time of the Great Giving (1995) (V)",
            "Land Before Time III: The Time of the Great Giving", 1995
        ),
        ("Death Note: Desu nôto (2006–2007)", "Death Note: Desu nôto", 2006),
        ("Paris, Texas (1984)", "Paris, Texas", 1984),
        ("I, Robot (2004)", "I, Robot", 2004),
        ("2001: A Space Odyssey (1968)", "2001: A Space Odyssey", 1968),
        ("1984 (Nineteen Eighty-Four) (1984)", "1984 (Nineteen Eighty-Four)", 1984),
    ])
    func `articles move to the front and the year comes off`(given: String, title: String, year: Int) {
        #expect(MovieTitle(given).title == title)
        #expect(MovieTitle(given).year == year)
    }

    @Test(arguments: [
        "Babylon 5", "unknown", "Blade Runner 2049", "(500) Days of Summer", "", "(", ")", "(1995", ", The",
    ])
    func `a title without a year keeps its words`(given: String) {
        #expect(MovieTitle(given) == MovieTitle(given))
        #expect(MovieTitle(given).title == given)
        #expect(MovieTitle(given).year == nil)
    }

    @Test func `release dates become ISO days`() {
        #expect(ReleaseDate.day("01-Jan-1995") == "1995-01-01")
        #expect(ReleaseDate.day("4-Feb-1971") == "1971-02-04")
        #expect(ReleaseDate.day("22 Nov 1995") == "1995-11-22")
        #expect(ReleaseDate.day("1999-03-31") == "1999-03-31")
        #expect(ReleaseDate.day("31-Feb-1995") == nil)
        #expect(ReleaseDate.day("1995") == nil)
    }

    @Test func `genres come from every separator`() {
        #expect(GenreList.parse("Action|Sci-Fi|action") == ["Action", "Sci-Fi"])
        #expect(GenreList.parse("Animation, Comedy") == ["Animation", "Comedy"])
        #expect(GenreList.parse("(no genres listed)") == [])
        #expect(GenreList.parse(#"["Drama", "War"]"#) == ["Drama", "War"])
        #expect(GenreList.parse(#"[{"id": 18, "name": "Drama"}]"#) == ["Drama"])
    }
}
