@testable import Models
import TestSupport
import Testing

@Suite struct TermVectorTests {
    static let texts = [
        "The Café of Ghosts: a ghost story, a love story", "Love & War; war, war and more war in the café",
        "A robot's dream of love_machine 42 and the war of the robots", "Æon Flux: 3 dreams... Ω-ray, ray ray!",
        "x y z",
        "THE ROBOT dreams of a ghost; the Ghosts dream of Ω robots",
    ]

    struct Golden: Sendable {
        var settings: TermVectors.Settings
        var terms: String
        /// For each text the weight by the number of the term.
        var rows: [[Int: Float]]
    }

    /// scikit-learn 1.9.1, `TfidfVectorizer` on the texts above: defaults; sublinear_tf, ngram_range (1, 2), min_df 2;
    /// sublinear_tf, max_features 4; max_df 0.5, min_df 2.
    static let golden = [
        Golden(
            settings: TermVectors.Settings(isSublinear: false),
            terms:
                "42, and, café, dream, dreams, flux, ghost, ghosts, in, love, love_machine, more, of, ray, robot, robots, story, the, war, æon",
            rows: [
                [2: 0.29901, 6: 0.29901, 7: 0.29901, 9: 0.29901, 12: 0.252444, 16: 0.729279, 17: 0.216326],
                [1: 0.210829, 2: 0.210829, 8: 0.257104, 9: 0.210829, 11: 0.257104, 17: 0.152529, 18: 0.843317],
                [
                    0: 0.339283, 1: 0.278217, 3: 0.278217, 10: 0.339283, 12: 0.469779, 14: 0.278217, 15: 0.278217,
                    17: 0.402565, 18: 0.278217,
                ],
                [4: 0.240016, 5: 0.292698, 13: 0.878093, 19: 0.292698],
                [:],
                [3: 0.30227, 4: 0.30227, 6: 0.30227, 7: 0.30227, 12: 0.510395, 14: 0.30227, 15: 0.30227, 17: 0.43737],
            ]),
        Golden(
            settings: TermVectors.Settings(longestTerm: 2, minimumTexts: 2),
            terms: "and, café, dream, dream of, dreams, ghost, ghosts, love, of, robot, robots, the, the café, war",
            rows: [
                [1: 0.400442, 5: 0.400442, 6: 0.400442, 7: 0.400442, 8: 0.338081, 11: 0.28971, 12: 0.400442],
                [0: 0.312839, 1: 0.312839, 7: 0.312839, 11: 0.226331, 12: 0.312839, 13: 0.746526],
                [
                    0: 0.323696, 2: 0.323696, 3: 0.323696, 8: 0.462714, 9: 0.323696, 10: 0.323696, 11: 0.396511,
                    13: 0.323696,
                ],
                [4: 1],
                [:],
                [
                    2: 0.307964, 3: 0.307964, 4: 0.307964, 5: 0.307964, 6: 0.307964, 8: 0.440225, 9: 0.307964,
                    10: 0.307964, 11: 0.37724,
                ],
            ]),
        Golden(
            settings: TermVectors.Settings(maximumTerms: 4),
            terms: "of, ray, the, war",
            rows: [
                [0: 0.759339, 2: 0.650696],
                [2: 0.290138, 3: 0.956985],
                [0: 0.670597, 2: 0.574651, 3: 0.469123],
                [1: 1],
                [:],
                [0: 0.759339, 2: 0.650696],
            ]),
        Golden(
            settings: TermVectors.Settings(isSublinear: false, minimumTexts: 2, maximumShare: 0.5),
            terms: "and, café, dream, dreams, ghost, ghosts, love, of, robot, robots, war",
            rows: [
                [1: 0.460639, 4: 0.460639, 5: 0.460639, 6: 0.460639, 7: 0.388903],
                [0: 0.229416, 1: 0.229416, 6: 0.229416, 10: 0.917663],
                [0: 0.356889, 2: 0.356889, 7: 0.60262, 8: 0.356889, 9: 0.356889, 10: 0.356889],
                [3: 1],
                [:],
                [2: 0.336124, 3: 0.336124, 4: 0.336124, 5: 0.336124, 7: 0.567558, 8: 0.336124, 9: 0.336124],
            ]),
    ]

    @Test(arguments: golden) func `vectors are those of scikit-learn`(golden: Golden) {
        let made = TermVectors(Self.texts, settings: golden.settings)
        #expect(made.terms.joined(separator: ", ") == golden.terms)
        for (text, expected) in golden.rows.enumerated() {
            var actual: [Int: Float] = [:]
            made.vectors.withRow(text) { terms, weights in
                for (term, weight) in zip(terms, weights) { actual[Int(term)] = weight }
            }
            #expect(Set(actual.keys) == Set(expected.keys), "text \(text)")
            for (term, weight) in expected { #expect(abs((actual[term] ?? 0) - weight) < 2e-6, "[\(text), \(term)]") }
        }
    }

    @Test func `words are runs of two or more letters, digits and underscores`() {
        #expect(
            WordTokens.words("Don't re-open: a 7 U2 naïve_test — 七人の侍!") == [
                "don", "re", "open", "u2", "naïve_test", "七人の侍",
            ])
        #expect(WordTokens.terms("one two three", longest: 3).count == 6)
        #expect(WordTokens.terms("one", longest: 3) == ["one"])
    }

    @Test func `a film's text is all that is said of it, each person one word`() {
        let film = Movie(
            id: "1", title: "Heat", year: 1995, genres: ["Crime"], overview: "Two men.", ageRating: "R",
            directors: ["Michael Mann"], actors: ["Robert De Niro", "Al Pacino"], keywords: ["bank robbery"])
        #expect(
            WordTokens.words(film.text) == [
                "heat", "crime", "two", "men", "michael_mann", "robert_de_niro", "al_pacino", "bank", "robbery",
            ])
    }
}
