/// A typed title, understood against the vocabulary of the titles.
struct TitleQuery {
    struct Term {
        /// How much the term tells films apart.
        let weight: Float
        let candidates: [TitleVocabulary.Candidate]
    }

    let terms: [Term]
    /// A year that was typed to tell films of one name apart.
    let year: Int?
    let yearWeight: Float

    /// What a name that answers everything has covered; positive.
    var weight: Float { terms.reduce(year == nil ? 0 : yearWeight) { $0 + $1.weight } }

    /// Bounds on what is read of a query.
    static let maximumLength = 200
    static let maximumTerms = 12

    /// The ways to read a query: every word as a word; with a year taken as the year of release; and, for a title
    /// pasted with its alternates, `Amelie (Fabuleux destin …) (2001)`, what stands outside the parentheses.
    static func readings(of text: String, vocabulary: TitleVocabulary) -> [TitleQuery] {
        let scalars = text.unicodeScalars.prefix(maximumLength)
        let whole = readings(of: TitleFolding.words(scalars), year: nil, vocabulary)
        guard scalars.contains("(") else { return whole }
        let pasted = TitleNames.split(String(scalars))
        return whole + readings(of: pasted.names.first?.words ?? [], year: pasted.year, vocabulary)
    }

    private static func readings(
        of words: [FoldedWord], year: Int?, _ vocabulary: TitleVocabulary
    ) -> [TitleQuery] {
        let words = distinct(words)
        guard !words.isEmpty else { return [] }
        let asWords = TitleQuery(words, year: year, vocabulary: vocabulary)
        guard words.count > 1, let place = words.lastIndex(where: { self.year(of: $0.text) != nil }) else {
            return [asWords]
        }
        var rest = words
        let word = rest.remove(at: place)
        return [asWords, TitleQuery(rest, year: self.year(of: word.text), vocabulary: vocabulary)]
    }

    /// The first words, without repetitions.
    private static func distinct(_ words: [FoldedWord]) -> [FoldedWord] {
        var seen: Set<String> = []
        return Array(words.prefix(maximumTerms).filter { seen.insert($0.text).inserted })
    }

    private static func year(of word: String) -> Int? {
        guard word.utf8.count == 4, let number = Int(word), (1880...2040).contains(number) else { return nil }
        return number
    }

    private init(_ words: [FoldedWord], year: Int?, vocabulary: TitleVocabulary) {
        self.year = year
        yearWeight = 0.5 * vocabulary.unknownWeight
        terms = words.indices.flatMap { Self.terms(at: $0, of: words, vocabulary: vocabulary) }
    }

    /// The term of one word; two when it is two words of titles typed as one (`starwars`).
    private static func terms(at place: Int, of words: [FoldedWord], vocabulary: TitleVocabulary) -> [Term] {
        let word = words[place].text
        let candidates = vocabulary.candidates(for: word) + joined(at: place, of: words, vocabulary: vocabulary)
        if (candidates.map(\.similarity).max() ?? 0) < 0.75, let (first, second) = vocabulary.parted(word) {
            return [first, second].map { term(for: $0, vocabulary.candidates(for: $0), vocabulary) }
        }
        return [term(for: word, candidates, vocabulary)]
    }

    /// A word of titles that was typed as two: this one and a neighbour (`spider man`, `wall e`).
    private static func joined(
        at place: Int, of words: [FoldedWord], vocabulary: TitleVocabulary
    ) -> [TitleVocabulary.Candidate] {
        [place - 1, place].compactMap { first in
            guard first >= 0, first + 1 < words.count,
                let number = vocabulary.number(of: words[first].text + words[first + 1].text)
            else { return nil }
            return TitleVocabulary.Candidate(word: number, similarity: 0.97)
        }
    }

    /// Weighs as the word it most likely means.
    private static func term(
        for word: String, _ candidates: [TitleVocabulary.Candidate], _ vocabulary: TitleVocabulary
    ) -> Term {
        let likeliest = candidates.max {
            ($0.similarity, -vocabulary.weights[$0.word]) < ($1.similarity, -vocabulary.weights[$1.word])
        }
        let weight = likeliest.map { vocabulary.weights[$0.word] } ?? 0.8 * vocabulary.unknownWeight
        let isLight = TitleNames.lightWords.contains(word)
        return Term(weight: isLight ? weight * TitleNames.lightness : weight, candidates: candidates)
    }
}
