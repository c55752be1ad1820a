/// The names that titles go by, and which words stand in which name.
struct TitleNames: Sendable {
    /// One name of a title.
    struct Part: Equatable {
        let words: [FoldedWord]
        /// 1 for a name in its own right, less for a part of one.
        let trust: Float
    }

    /// Places are bits of a mask; longer names are cut.
    static let maximumWords = 32

    /// Words that number a film in a series, or say that it is one.
    static let lightWords: Set<String> = [
        "part", "episode", "vol", "volume", "chapter", "movie", "film", "the", "a", "an",
    ]
    static let lightness: Float = 0.3

    private let titles: [Int32]
    private let trusts: [Float]
    /// Weights of the words of name n: `slotWeights[slotStarts[n]..<slotStarts[n + 1]]`.
    private let slotWeights: [Float]
    private let slotStarts: [Int32]
    private let totals: [Float]
    /// Where word w stands: `postings[postingStarts[w]..<postingStarts[w + 1]]`, ascending by name.
    private let postings: [Posting]
    private let postingStarts: [Int32]

    struct Posting {
        let name: Int32
        /// The places in the name that the word covers.
        let places: UInt32
    }

    init(
        titles: [Int32], trusts: [Float], slotWeights: [Float], slotStarts: [Int32], postings: [Posting],
        postingStarts: [Int32]
    ) {
        self.titles = titles
        self.trusts = trusts
        self.slotWeights = slotWeights
        self.slotStarts = slotStarts
        self.postings = postings
        self.postingStarts = postingStarts
        totals = titles.indices.map { name in
            slotWeights[Int(slotStarts[name])..<Int(slotStarts[name + 1])].reduce(0, +)
        }
    }

    /// Calls `body` with every title that shares a word with the query, once for each of its names, and the score of
    /// that name: the share of the query it explains, less a little for what is left of the name.
    func score(_ query: TitleQuery, years: [Int?], _ body: (_ title: Int, _ score: Float) -> Void) {
        var sums = TermSums(nameCount: titles.count)
        // Heaviest first: a name that has none of the heavy words can no longer explain enough of the query.
        var remaining = query.weight
        for term in query.terms.sorted(by: { $0.weight > $1.weight }) {
            sums.admitsNewNames = remaining >= Self.leastShare * query.weight
            remaining -= term.weight
            for candidate in term.candidates {
                let range = Int(postingStarts[candidate.word])..<Int(postingStarts[candidate.word + 1])
                for posting in postings[range] { sums.note(posting, similarity: candidate.similarity) }
            }
            sums.endTerm(weight: term.weight)
        }
        for name in sums.names.map(Int.init) {
            var share = sums.covered[name]
            if let year = query.year { share += query.yearWeight * Self.nearness(years[Int(titles[name])], year) }
            let queryShare = min(share / query.weight, 1)
            let score = queryShare * queryShare.squareRoot() * completeness(nameShare(name, sums.places[name]))
            body(Int(titles[name]), score * trusts[name])
        }
    }

    /// With less of the query explained, the score stays under `TitleIndex.minimumConfidence`: 0.6^1.5 < 0.5.
    private static let leastShare: Float = 0.6

    /// A part of a title will do, but hardly an article alone: mild from a tenth of the name's weight up.
    private func completeness(_ nameShare: Float) -> Float { (0.8 + 0.2 * nameShare) * min(1, 0.3 + 7 * nameShare) }

    private static func nearness(_ year: Int?, _ wanted: Int) -> Float {
        guard let year else { return 0 }
        return year == wanted ? 1 : abs(year - wanted) == 1 ? 0.6 : 0
    }

    /// The share of the name's weight that stands in `places`.
    private func nameShare(_ name: Int, _ places: UInt32) -> Float {
        let start = Int(slotStarts[name])
        var sum: Float = 0
        for slot in start..<Int(slotStarts[name + 1]) where places & (1 << UInt32(slot - start)) != 0 {
            sum += slotWeights[slot]
        }
        return totals[name] > 0 ? sum / totals[name] : 0
    }
}

/// How much of a query each name has covered, term after term.
private struct TermSums {
    /// Names with at least one word of the query.
    private(set) var names: [Int32] = []
    /// Sum over the terms of weight × similarity, by name.
    private(set) var covered: [Float]
    private(set) var places: [UInt32]
    /// The best of the current term, by name.
    private var best: [Float]
    private var bestPlaces: [UInt32]
    private var noted: [Int32] = []
    /// Whether names without any earlier term are still of interest.
    var admitsNewNames = true

    init(nameCount: Int) {
        covered = [Float](repeating: 0, count: nameCount)
        best = covered
        places = [UInt32](repeating: 0, count: nameCount)
        bestPlaces = places
    }

    /// A name has a word for the current term; of several the most alike counts, in every place where it stands.
    mutating func note(_ posting: TitleNames.Posting, similarity: Float) {
        let name = Int(posting.name)
        guard admitsNewNames || places[name] != 0 else { return }
        if best[name] == similarity { bestPlaces[name] |= posting.places }
        guard best[name] < similarity else { return }
        if best[name] == 0 { noted.append(posting.name) }
        best[name] = similarity
        bestPlaces[name] = posting.places
    }

    mutating func endTerm(weight: Float) {
        for name in noted {
            let index = Int(name)
            if places[index] == 0 { names.append(name) }
            covered[index] += weight * best[index]
            places[index] |= bestPlaces[index]
            best[index] = 0
        }
        noted.removeAll(keepingCapacity: true)
    }
}
