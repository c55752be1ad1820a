/// The distinct words of all titles, with ways to find those that a typed word may mean.
struct TitleVocabulary: Sendable {
    /// A word that a typed one may mean, and how alike the two are, 0…1.
    struct Candidate {
        let word: Int
        let similarity: Float
    }

    private let numbers: [String: Int32]
    /// The letters of word w are `letters[starts[w]..<starts[w + 1]]`.
    private let letters: [UInt8]
    private let starts: [Int32]
    /// Words in order of their letters, for prefixes.
    private let alphabetical: [Int32]
    /// Three letters to the words that have them; sorted pairs `trigram << 32 | word`.
    private let trigrams: [UInt64]
    /// Inverse document frequency of each word.
    let weights: [Float]
    /// What a word weighs that no title has.
    let unknownWeight: Float

    /// - Parameter words: distinct, numbered by position.
    init(words: [String], numbers: [String: Int32], weights: [Float], unknownWeight: Float) {
        self.numbers = numbers
        self.weights = weights
        self.unknownWeight = unknownWeight
        letters = words.flatMap(\.utf8)
        var starts: [Int32] = [0]
        for word in words { starts.append(starts.last! + Int32(word.utf8.count)) }
        self.starts = starts
        alphabetical = words.indices.sorted { words[$0] < words[$1] }.map(Int32.init)
        var trigrams: [UInt64] = []
        for (number, word) in words.enumerated() {
            for trigram in Self.trigrams(of: word) { trigrams.append(UInt64(trigram) << 32 | UInt64(number)) }
        }
        self.trigrams = trigrams.sorted()
    }

    func number(of word: String) -> Int? { numbers[word].map(Int.init) }

    /// Every word that `word` may mean, most alike first: itself, numbers in another dress, longer words it begins,
    /// misspellings.
    func candidates(for word: String) -> [Candidate] {
        var best: [Int: Float] = [:]
        for variant in TitleNumerals.variants(of: word) {
            if let number = number(of: variant) { best[number] = 1 }
        }
        let typed = Array(word.utf8)
        // A number is never a slip for another number.
        if !typed.allSatisfy({ (0x30...0x39).contains($0) }) {
            for candidate in completions(of: typed) + misspellings(of: word, letters: typed) {
                best[candidate.word] = max(best[candidate.word] ?? 0, candidate.similarity)
            }
        }
        return best.map { Candidate(word: $0.key, similarity: $0.value) }
            .sorted { ($0.similarity, $1.word) > ($1.similarity, $0.word) }
    }

    /// Two words of titles that were typed as one; the commonest two where there is a choice.
    func parted(_ word: String) -> (String, String)? {
        let scalars = Array(word.unicodeScalars)
        guard scalars.count >= 5 else { return nil }
        var best: (parts: (String, String), weight: Float)?
        for cut in 2...(scalars.count - 2) {
            let parts = (Self.text(scalars[..<cut]), Self.text(scalars[cut...]))
            guard let first = number(of: parts.0), let second = number(of: parts.1) else { continue }
            let weight = weights[first] + weights[second]
            if best == nil || weight < best!.weight { best = (parts, weight) }
        }
        return best?.parts
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private func letters(of word: Int) -> ArraySlice<UInt8> { letters[Int(starts[word])..<Int(starts[word + 1])] }
}

// MARK: Longer words

extension TitleVocabulary {
    private static let shortestPrefix = 3
    private static let maximumCompletions = 400

    private func completions(of typed: [UInt8]) -> [Candidate] {
        guard typed.count >= Self.shortestPrefix else { return [] }
        let start = firstWord(notBefore: typed)
        return alphabetical[start...].prefix(Self.maximumCompletions)
            .prefix { letters(of: Int($0)).starts(with: typed) }
            .map {
                let share = Float(typed.count) / Float(letters(of: Int($0)).count)
                return Candidate(word: Int($0), similarity: 0.55 + 0.4 * share)
            }
    }

    private func firstWord(notBefore typed: [UInt8]) -> Int {
        var low = 0
        var high = alphabetical.count
        while low < high {
            let middle = (low + high) / 2
            if letters(of: Int(alphabetical[middle])).lexicographicallyPrecedes(typed) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}

// MARK: Misspellings

extension TitleVocabulary {
    /// One slip in words of three to seven letters, two in longer ones.
    private static func allowedSlips(_ count: Int) -> Int { count < 3 ? 0 : count < 8 ? 1 : 2 }

    private func misspellings(of word: String, letters typed: [UInt8]) -> [Candidate] {
        let limit = Self.allowedSlips(typed.count)
        guard limit > 0 else { return [] }
        var distance = EditDistance()
        let others = wordsSharing(trigramsOf: word, slips: limit) + swappedWithin(typed)
        return others.compactMap { number in
            let other = letters(of: number)
            // Three letters are too few to bear a wrong one, but one may be missing: `clb`.
            guard typed.count > 3 || other.count == 4 else { return nil }
            guard let slips = distance.between(typed[...], other, limit: limit) else { return nil }
            let loss =
                1.1 * Float(slips) / Float(max(typed.count, other.count)) + (typed.first == other.first ? 0 : 0.06)
            return Candidate(word: number, similarity: 1 - loss)
        }
    }

    /// The words that have enough trigrams of `word` to be within `slips` of it: a slip spoils three, a swap four.
    private func wordsSharing(trigramsOf word: String, slips: Int) -> [Int] {
        let grams = Self.trigrams(of: word)
        let needed = UInt8(max(1, grams.count - 4 * slips))
        var counts = [UInt8](repeating: 0, count: starts.count - 1)
        var found: [Int] = []
        for gram in grams {
            forEachWord(with: gram) { number in
                counts[number] += 1
                if counts[number] == needed { found.append(number) }
            }
        }
        return found
    }

    /// A swap in the middle of four letters spoils every trigram (`wras`): the word is looked up as it was meant.
    private func swappedWithin(_ typed: [UInt8]) -> [Int] {
        guard typed.count == 4, typed[1] != typed[2] else { return [] }
        var meant = typed
        meant.swapAt(1, 2)
        return number(of: String(decoding: meant, as: UTF8.self)).map { [$0] } ?? []
    }

    private func forEachWord(with trigram: UInt32, _ body: (Int) -> Void) {
        let key = UInt64(trigram) << 32
        var low = 0
        var high = trigrams.count
        while low < high {
            let middle = (low + high) / 2
            if trigrams[middle] < key { low = middle + 1 } else { high = middle }
        }
        while low < trigrams.count, trigrams[low] >> 32 == UInt64(trigram) {
            body(Int(trigrams[low] & 0xFFFF_FFFF))
            low += 1
        }
    }

    /// The distinct runs of three bytes, with a blank before and after the word.
    private static func trigrams(of word: String) -> Set<UInt32> {
        var run: UInt32 = 0x20
        var grams: Set<UInt32> = []
        for (position, letter) in (Array(word.utf8) + [0x20]).enumerated() {
            run = (run << 8 | UInt32(letter)) & 0xFF_FFFF
            if position > 0 { grams.insert(run) }
        }
        return grams
    }
}
