/// A title as MovieLens writes it, `American President, The (1995)`, taken apart.
public struct MovieTitle: Sendable, Equatable {
    /// `The American President`; alternate titles stay, in parentheses.
    public var title: String
    /// The year in parentheses at the title's end; nil without one.
    public var year: Int?

    /// Moves a trailing article to the front (inside parenthesised alternates too) and takes the year off.
    ///
    /// The year is the last group of four digits in parentheses, also as a span, `(2006–2007)`; what MovieLens puts
    /// after it, such as `(V)`, goes with it. A title without a year keeps all its words.
    public init(_ text: String) {
        var words = Substring(text).trimmed
        var year: Int?
        if let (before, found) = Self.splitYear(words) {
            words = before.trimmed
            year = found
        }
        self.year = year
        title = Self.withArticlesInFront(words)
    }

    /// The text before the year's group, and the year.
    private static func splitYear(_ text: Substring) -> (Substring, Int)? {
        guard text.last == ")", let open = text.lastIndex(of: "(") else { return nil }
        let inside = text[text.index(after: open)..<text.index(before: text.endIndex)]
        if let year = year(inside) { return (text[..<open], year) }
        // `Heat (1995) (V)`: a short mark after the year.
        guard inside.count <= 3, let (before, year) = splitYear(text[..<open].trimmed) else { return nil }
        return (before, year)
    }

    /// `1995`, `2006–2007`, `2006-`; 1800 to 2100.
    private static func year(_ text: Substring) -> Int? {
        guard let year = Int(text.prefix(4)), text.prefix(4).allSatisfy(\.isNumber), (1800...2100).contains(year)
        else { return nil }
        let rest = text.dropFirst(4)
        guard let dash = rest.first else { return year }
        guard dash == "-" || dash == "–" else { return nil }
        return rest.dropFirst().allSatisfy({ $0.isNumber || $0 == " " }) ? year : nil
    }

    private static func withArticlesInFront(_ text: Substring) -> String {
        guard let open = text.firstIndex(of: "("), text.last == ")", open > text.startIndex else {
            return articleInFront(text)
        }
        let alternates = text[open...].split(separator: "(", omittingEmptySubsequences: true).map { group in
            let inner = group.trimmed
            guard inner.last == ")" else { return "(" + inner }
            return "(" + alternate(inner.dropLast()) + ")"
        }
        return ([articleInFront(text[..<open].trimmed)] + alternates).joined(separator: " ")
    }

    /// `a.k.a. Kid, The` keeps its mark in front.
    private static func alternate(_ text: Substring) -> String {
        let mark = "a.k.a. "
        return text.hasPrefix(mark) ? mark + articleInFront(text.dropFirst(mark.count)) : articleInFront(text)
    }

    /// Articles that end MovieLens titles after a comma.
    private static let articles: Set<String> = [
        "the", "a", "an", "la", "le", "les", "l'", "il", "lo", "i", "gli", "el", "los", "las", "der", "die", "das",
        "det", "den", "de", "en", "ett", "un", "une", "una", "uno", "ein", "eine", "o",
    ]

    private static func articleInFront(_ text: Substring) -> String {
        guard let comma = text.lastIndex(of: ",") else { return String(text) }
        let article = text[text.index(after: comma)...].trimmed
        let name = text[..<comma].trimmed
        guard articles.contains(article.lowercased()), !name.isEmpty else { return String(text) }
        return article.last == "'" ? "\(article)\(name)" : "\(article) \(name)"
    }
}

extension Substring {
    /// Without white space at either end.
    var trimmed: Substring {
        var text = self
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
