import Testing

@testable import Models

@Suite struct TitleFoldingTests {
    private func words(_ text: String) -> [String] { TitleFolding.words(text.unicodeScalars).map(\.text) }

    @Test func `case, accents and punctuation vanish`() {
        #expect(words("Les Misérables!") == ["les", "miserables"])
        #expect(
            words("Æon Flux, Ødegård, Łódź, Straße, cœur") == ["aeon", "flux", "odegard", "lodz", "strasse", "coeur"])
        #expect(words("cafe\u{301}") == ["cafe"])
        #expect(words("Schindler's List & Ocean’s") == ["schindlers", "list", "and", "oceans"])
    }

    @Test func `tight separators are remembered`() {
        let folded = TitleFolding.words("Spider-Man: Far - Away".unicodeScalars)
        #expect(folded.map(\.text) == ["spider", "man", "far", "away"])
        #expect(folded.map(\.isJoinedToPrevious) == [false, true, false, false])
    }

    @Test func `a number at the end or the beginning is a word of its own`() {
        #expect(words("terminator2") == ["terminator", "2"])
        #expect(words("8mm") == ["8", "mm"])
        #expect(words("se7en") == ["se7en"])
        #expect(words("Alien³ 8½") == ["alien", "3", "8", "1", "2"])
    }

    @Test func `words are cut at their bound`() {
        #expect(words(String(repeating: "a", count: 100)).map(\.count) == [TitleFolding.maximumWordLength])
    }
}

@Suite struct TitleNumeralsTests {
    @Test(arguments: [
        ("two", "2"), ("ii", "2"), ("xiv", "14"), ("twenty", "20"), ("se7en", "seven"), ("se7en", "7"),
    ])
    func `a number has several dresses`(word: String, other: String) {
        #expect(TitleNumerals.variants(of: word).contains(other))
        #expect(TitleNumerals.variants(of: word).first == word)
    }

    @Test func `plain words and digits have one`() {
        #expect(TitleNumerals.variants(of: "matrix") == ["matrix"])
        #expect(TitleNumerals.variants(of: "1917") == ["1917"])
    }
}

@Suite struct TitleNamesTests {
    private func names(_ title: String) -> [[String]] { TitleNames.split(title).names.map { $0.words.map(\.text) } }

    @Test func `a title goes by itself, its parentheses and its parts`() {
        #expect(
            names("Star Wars: Episode IV - A New Hope (1977)") == [
                ["star", "wars", "episode", "iv", "a", "new", "hope"], ["star", "wars"], ["a", "new", "hope"],
            ])
        #expect(names("Seven (a.k.a. Se7en) (1995)") == [["seven"], ["se7en"]])
        #expect(names("(500) Days of Summer (2009)") == [["500", "days", "of", "summer"]])
    }

    @Test func `only a closing year in parentheses is one`() {
        #expect(TitleNames.split("Heat (1995)").year == 1995)
        #expect(TitleNames.split("2001: A Space Odyssey").year == nil)
        #expect(TitleNames.split("Heat (1995").year == nil)
    }
}

@Suite struct EditDistanceTests {
    /// Counted by hand.
    @Test(arguments: [
        ("matrix", "matrix", 0), ("matrx", "matrix", 1), ("matirx", "matrix", 1), ("redemtion", "redemption", 1),
        ("godfahter", "godfather", 1), ("shwashnak", "shawshank", 2), ("abc", "", 3), ("", "", 0), ("ca", "abc", 3),
    ])
    func `slips are counted, a swap as one`(left: String, right: String, expected: Int) {
        var distance = EditDistance()
        #expect(distance.between(Array(left.utf8)[...], Array(right.utf8)[...], limit: 5) == expected)
        #expect(distance.between(Array(right.utf8)[...], Array(left.utf8)[...], limit: 5) == expected)
    }

    @Test func `more than the limit is nil`() {
        var distance = EditDistance()
        #expect(distance.between(Array("kitten".utf8)[...], Array("sitting".utf8)[...], limit: 2) == nil)
        #expect(distance.between(Array("kitten".utf8)[...], Array("sitting".utf8)[...], limit: 3) == 3)
    }
}
