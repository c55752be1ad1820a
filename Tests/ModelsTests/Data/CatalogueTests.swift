import Models
import Testing

@Suite struct CatalogueTests {
    /// Five ranked films, one of them without an entry, and two that came later.
    private let catalogue = Catalogue(
        items: ItemVocabulary(["a", "b", "c", "d", "e"]),
        movies: [
            Movie(id: "late", title: "Late", year: 2020, genres: ["Drama", "Western"]),
            Movie(id: "b", title: "B", year: 1990, genres: ["Drama"]),
            Movie(id: "a", title: "A", year: 1980, genres: ["Comedy", "Sci-Fi"]),
            Movie(id: "a", title: "A again", year: 1900),
            Movie(id: "d", title: "D", genres: ["Drama", "comedy"]),
            Movie(id: "e", title: "E", year: 1999, genres: ["Sci-Fi"]),
            Movie(id: "later", title: "Later"),
        ])

    private func passing(_ filter: ItemFilter) -> [Int] {
        var mask = ItemMask(count: 5)
        catalogue.apply(filter, to: &mask)
        return (0..<5).filter { mask.contains(ItemNumber($0)) }
    }

    @Test func `ranked films come first, later ones follow`() {
        #expect(catalogue.movies.map(\.title) == ["A", "B", "c", "D", "E", "Late", "Later"])
        #expect(catalogue.rankedCount == 5)
        #expect(catalogue.number(of: "e") == ItemNumber(4))
        #expect(catalogue.number(of: "late") == ItemNumber(5))
        #expect(catalogue.number(of: "later") == ItemNumber(6))
        #expect(catalogue.number(of: "nothing") == nil)
        #expect(catalogue.isRanked(ItemNumber(4)) && !catalogue.isRanked(ItemNumber(5)))
    }

    @Test func `genres are sorted, once each whatever their case`() {
        #expect(catalogue.genres == ["Comedy", "Drama", "Sci-Fi", "Western"])
        #expect(catalogue.genre(named: "sci-fi") == GenreNumber(2))
        #expect(catalogue.genre(named: "Opera") == nil)
    }

    @Test func `a mask of genres is their union, nil for an unknown one`() throws {
        let mask = try #require(catalogue.mask(genres: ["COMEDY", "sci-fi"]))
        #expect((0..<5).filter { mask.contains(ItemNumber($0)) } == [0, 3, 4])
        #expect(catalogue.mask(genres: ["Comedy", "Opera"]) == nil)
        #expect(catalogue.mask(genres: ["Western"])?.allowedCount == 0)
    }

    @Test func `a film's genre is known whether or not it is ranked`() throws {
        let drama = try #require(catalogue.genre(named: "drama"))
        #expect((0..<7).filter { catalogue.isItem(ItemNumber($0), of: drama) } == [1, 3, 5])
    }

    @Test func `titles are found whether or not the model ranks the film`() {
        #expect(catalogue.titles.search("later", limit: 1).first?.index == 6)
        #expect(catalogue.titles.search("e", limit: 1).first?.index == 4)
    }

    @Test func `of equal titles the more popular film is found first`() {
        let twins = Catalogue(
            items: ItemVocabulary(["a", "b"]),
            movies: [Movie(id: "a", title: "Solaris"), Movie(id: "b", title: "Solaris")],
            popularity: FrozenArray([0.1, 1]))
        #expect(twins.titles.search("solaris", limit: 2).map(\.index) == [1, 0])
    }

    @Test func `an empty filter passes all`() {
        #expect(passing(ItemFilter()) == [0, 1, 2, 3, 4])
        #expect(ItemFilter().isEmpty)
    }

    @Test func `genres and years both restrict`() throws {
        let comedy = try #require(catalogue.genre(named: "comedy"))
        let fiction = try #require(catalogue.genre(named: "sci-fi"))
        #expect(passing(ItemFilter(genres: [comedy, fiction])) == [0, 3, 4])
        #expect(passing(ItemFilter(genres: [comedy, fiction], yearMin: 1990)) == [4])
    }

    @Test(
        arguments: [
            (nil, 1980, [0]), (nil, 1979, []), (1980, nil, [0, 1, 4]), (1981, nil, [1, 4]), (1990, 1990, [1]),
            (1991, 1998, []), (2000, nil, []), (1999, 1980, []), (Int.min, Int.max, [0, 1, 4]), (Int.max, Int.min, []),
        ] as [(Int?, Int?, [Int])])
    func `a range of years keeps the films whose year is known and inside`(first: Int?, last: Int?, expected: [Int]) {
        #expect(passing(ItemFilter(yearMin: first, yearMax: last)) == expected)
    }

    @Test func `a filter only takes away`() {
        var mask = ItemMask(count: 5, allowed: false)
        mask.allow(ItemNumber(1))
        catalogue.apply(ItemFilter(yearMin: 1900, yearMax: 2000), to: &mask)
        #expect(mask.allowedCount == 1)
    }
}
