import Foundation

/// Texts as vectors of weighted terms: TF-IDF (Salton and Buckley 1988, "Term-weighting approaches in automatic text
/// retrieval").
///
///     tf  = how often the term stands in the text; 1 + ln(that) when sublinear
///     idf = ln((1 + texts) / (1 + texts with the term)) + 1
///
/// A vector is tf · idf divided by its Euclidean length: what scikit-learn's `TfidfVectorizer` makes of the same text.
public struct TermVectors: Sendable {
    /// What counts as a term, and how much.
    public struct Settings: Sendable, Equatable {
        /// Runs of up to so many words are terms, 1…3.
        public var longestTerm: Int
        /// Whether the tenth mention of a term counts for less than the first.
        public var isSublinear: Bool
        /// Terms of fewer texts are left out, ≥ 1.
        public var minimumTexts: Int
        /// Terms of more than this share of the texts are left out, above 0, up to 1.
        public var maximumShare: Double
        /// At most so many terms, those that stand most often (ties in the order of the terms); 0 keeps all.
        public var maximumTerms: Int

        /// Every term of every text, unless something is left out.
        public init(
            longestTerm: Int = 1, isSublinear: Bool = true, minimumTexts: Int = 1, maximumShare: Double = 1,
            maximumTerms: Int = 0
        ) {
            precondition((1...3).contains(longestTerm), "a term is one to three words")
            precondition(minimumTexts >= 1 && maximumTerms >= 0, "a term stands in a text, and terms are counted")
            precondition(maximumShare > 0 && maximumShare <= 1, "a share is above 0 and at most 1")
            self.longestTerm = longestTerm
            self.isSublinear = isSublinear
            self.minimumTexts = minimumTexts
            self.maximumShare = maximumShare
            self.maximumTerms = maximumTerms
        }
    }

    /// In the order of their UTF-8; the place of a term is its column.
    public let terms: [String]
    /// [terms]
    public let idf: [Double]
    /// [texts, terms] rows of length 1; empty where no term is left.
    public let vectors: InteractionMatrix

    /// - Complexity: O(length of the texts + terms · log terms); memory for the different terms and each text's own.
    public init(_ texts: some Sequence<String>, settings: Settings) {
        var counts = TermCounts()
        for text in texts { counts.append(WordTokens.terms(text, longest: settings.longestTerm)) }
        let chosen = counts.chosen(settings)
        terms = chosen.map { counts.terms[$0] }
        let textCount = Double(counts.textCount)
        let idf = chosen.map { log((1 + textCount) / (1 + Double(counts.textsWith[$0]))) + 1 }
        self.idf = idf
        var columns = [Int32](repeating: -1, count: counts.terms.count)
        for (column, term) in chosen.enumerated() { columns[term] = Int32(column) }
        vectors = counts.weighted(columns: columns, idf: idf, isSublinear: settings.isSublinear)
    }
}

/// How often each term stands in each text.
private struct TermCounts {
    private(set) var terms: [String] = []
    /// [terms] in how many texts.
    private(set) var textsWith: [Int] = []
    /// [terms] how often in all.
    private var total: [Int] = []
    private var numbers: [String: Int32] = [:]
    /// Text t holds entries `starts[t]..<starts[t + 1]` of (term, count).
    private var starts = [0]
    private var entries: [(term: Int32, count: Int32)] = []

    var textCount: Int { starts.count - 1 }

    mutating func append(_ words: [String]) {
        var numbered: [Int32] = []
        numbered.reserveCapacity(words.count)
        for word in words { numbered.append(number(of: word)) }
        numbered.sort()
        var place = 0
        while place < numbered.count {
            let term = numbered[place]
            let start = place
            while place < numbered.count, numbered[place] == term { place += 1 }
            entries.append((term, Int32(place - start)))
            textsWith[Int(term)] += 1
            total[Int(term)] += place - start
        }
        starts.append(entries.count)
    }

    private mutating func number(of word: String) -> Int32 {
        if let number = numbers[word] { return number }
        let number = Int32(terms.count)
        numbers[word] = number
        terms.append(word)
        textsWith.append(0)
        total.append(0)
        return number
    }

    /// The terms that are kept, in their final order.
    func chosen(_ settings: TermVectors.Settings) -> [Int] {
        let largest = settings.maximumShare * Double(textCount)
        var kept = terms.indices.filter {
            textsWith[$0] >= settings.minimumTexts && Double(textsWith[$0]) <= largest
        }
        kept.sort { terms[$0].utf8.lexicographicallyPrecedes(terms[$1].utf8) }
        guard settings.maximumTerms > 0, kept.count > settings.maximumTerms else { return kept }
        let places = kept.indices.sorted { (total[kept[$1]], $0) < (total[kept[$0]], $1) }
        return places.prefix(settings.maximumTerms).sorted().map { kept[$0] }
    }

    /// - Parameter columns: [terms] the column of each; −1 where it is left out.
    func weighted(columns: [Int32], idf: [Double], isSublinear: Bool) -> InteractionMatrix {
        var matrix = MatrixRows(rowCount: textCount)
        var row: [(column: Int32, weight: Double)] = []
        for text in 0..<textCount {
            row.removeAll(keepingCapacity: true)
            for entry in entries[starts[text]..<starts[text + 1]] {
                let column = columns[Int(entry.term)]
                guard column >= 0 else { continue }
                let frequency = isSublinear ? 1 + log(Double(entry.count)) : Double(entry.count)
                row.append((column, frequency * idf[Int(column)]))
            }
            row.sort { $0.column < $1.column }
            let length = row.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
            for (column, weight) in row {
                matrix.append(row: Int32(text), column: column, weight: Float(weight / length))
            }
        }
        return matrix.matrix(columnCount: idf.count)
    }
}
