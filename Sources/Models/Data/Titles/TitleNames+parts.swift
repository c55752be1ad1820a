extension TitleNames {
    private static let maximumParts = 8
    private static let trustInPart: Float = 0.96

    /// The names in a title as catalogues print it, and the year in parentheses at its end.
    ///
    /// `Star Wars: Episode IV - A New Hope (1977)` is known by the whole, by `Star Wars` and by `A New Hope`; `Seven
    /// (a.k.a. Se7en)` by both.
    static func split(_ title: String) -> (names: [Part], year: Int?) {
        let pieces = pieces(of: title)
        let main = TitleFolding.words(pieces.main)
        var names = main.isEmpty ? [] : [Part(words: main, trust: 1)]
        names += pieces.alternates.map { Part(words: withoutAlias(TitleFolding.words($0)), trust: 1) }
        let parts = subtitles(pieces.main).map { TitleFolding.words($0) }
        if parts.count > 1 {
            names += parts.filter(isTelling).map { Part(words: $0, trust: trustInPart) }
        }
        let usable = names.filter { !$0.words.isEmpty }.prefix(maximumParts)
        return (usable.map { Part(words: Array($0.words.prefix(maximumWords)), trust: $0.trust) }, pieces.year)
    }

    private typealias Scalars = [Unicode.Scalar]

    /// Parts parentheses from the rest. A closing year is a year; what opens the title stays, as in `(500) Days of Summer`.
    private static func pieces(of title: String) -> (main: Scalars, alternates: [Scalars], year: Int?) {
        var main: Scalars = []
        var alternates: [Scalars] = []
        var year: Int?
        var inner: Scalars?
        for scalar in title.unicodeScalars {
            if scalar == "(" || scalar == "[" {
                main += inner ?? [" "]
                inner = []
            } else if (scalar == ")" || scalar == "]"), let text = inner {
                inner = nil
                year = text.count == 4 ? Int(String(String.UnicodeScalarView(text))) : nil
                if year != nil { continue }
                let isOpening = main.allSatisfy { $0 == " " }
                if isOpening { main += text } else { alternates.append(text) }
            } else if inner != nil {
                inner?.append(scalar)
            } else {
                main.append(scalar)
            }
        }
        return (main + (inner ?? []), alternates, year)
    }

    /// The pieces between colons and between dashes that stand free.
    private static func subtitles(_ main: [Unicode.Scalar]) -> [ArraySlice<Unicode.Scalar>] {
        let isBreak = main.indices.map { place in
            main[place] == ":"
                || ["-", "–", "—"].contains(main[place]) && place > 0 && main[place - 1] == " "
                    && place + 1 < main.count && main[place + 1] == " "
        }
        var parts: [ArraySlice<Unicode.Scalar>] = []
        var start = 0
        for place in isBreak.indices where isBreak[place] {
            parts.append(main[start..<place])
            start = place + 1
        }
        return parts + [main[start...]]
    }

    /// `a.k.a. Se7en` without the first three letters.
    private static func withoutAlias(_ words: [FoldedWord]) -> [FoldedWord] {
        if words.prefix(3).map(\.text) == ["a", "k", "a"] { return Array(words.dropFirst(3)) }
        return words.first?.text == "aka" ? Array(words.dropFirst()) : words
    }

    /// Whether a piece of a title can stand for the film: not `Part II`.
    private static func isTelling(_ words: [FoldedWord]) -> Bool {
        words.contains { !lightWords.contains($0.text) && !TitleNumerals.isNumber($0.text) }
    }
}
