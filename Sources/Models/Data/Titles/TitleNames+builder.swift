extension TitleNames {
    /// Gathers names, then numbers their words and weighs them.
    struct Builder {
        private var titles: [Int32] = []
        private var parts: [Part] = []
        private var numbers: [String: Int32] = [:]
        private var words: [String] = []
        /// Number of a word, name, places.
        private var entries: [(word: Int32, posting: Posting)] = []

        mutating func add(_ names: [Part], title: Int) {
            for part in names {
                let name = Int32(parts.count)
                parts.append(part)
                titles.append(Int32(title))
                for (place, word) in part.words.enumerated() {
                    for variant in TitleNumerals.variants(of: word.text) { note(variant, name, 1 << UInt32(place)) }
                }
                noteJoinedRuns(of: part.words, name)
            }
        }

        /// `Spider-Man` is also `spiderman`, `M*A*S*H` also `mash`.
        private mutating func noteJoinedRuns(of words: [FoldedWord], _ name: Int32) {
            var run: (text: String, places: UInt32, count: Int) = ("", 0, 0)
            for (place, word) in words.enumerated() {
                if !word.isJoinedToPrevious {
                    if run.count > 1 { note(run.text, name, run.places) }
                    run = ("", 0, 0)
                }
                run = (run.text + word.text, run.places | 1 << UInt32(place), run.count + 1)
            }
            if run.count > 1 { note(run.text, name, run.places) }
        }

        private mutating func note(_ word: String, _ name: Int32, _ places: UInt32) {
            let number = numbers[word] ?? Int32(words.count)
            if number == words.count {
                numbers[word] = number
                words.append(word)
            }
            entries.append((number, Posting(name: name, places: places)))
        }

        func build() -> (TitleNames, TitleVocabulary) {
            var starts = [Int32](repeating: 0, count: words.count + 1)
            for entry in entries { starts[Int(entry.word) + 1] += 1 }
            let weights = starts.dropFirst().map { weight(frequency: $0) }
            for word in words.indices { starts[word + 1] += starts[word] }
            let vocabulary = TitleVocabulary(
                words: words, numbers: numbers, weights: weights, unknownWeight: weight(frequency: 1))
            let slots = slots(weights: weights)
            let names = TitleNames(
                titles: titles, trusts: parts.map(\.trust), slotWeights: slots.weights, slotStarts: slots.starts,
                postings: sortedPostings(starts), postingStarts: starts)
            return (names, vocabulary)
        }

        /// Counting sort by word; within a word the names stay in order.
        private func sortedPostings(_ starts: [Int32]) -> [Posting] {
            var next = starts
            var postings = [Posting](repeating: Posting(name: 0, places: 0), count: entries.count)
            for entry in entries {
                postings[Int(next[Int(entry.word)])] = entry.posting
                next[Int(entry.word)] += 1
            }
            return postings
        }

        private func slots(weights: [Float]) -> (weights: [Float], starts: [Int32]) {
            var slotWeights: [Float] = []
            var starts: [Int32] = [0]
            for part in parts {
                for word in part.words {
                    // A number weighs as its commonest dress.
                    let variants = TitleNumerals.variants(of: word.text).map { weights[Int(numbers[$0]!)] }
                    let lightness = lightWords.contains(word.text) ? TitleNames.lightness : 1
                    slotWeights.append(variants.min()! * lightness)
                }
                starts.append(Int32(slotWeights.count))
            }
            return (slotWeights, starts)
        }

        /// Inverse document frequency, log2(1 + names/frequency), the logarithm drawn straight between powers of two.
        private func weight(frequency: Int32) -> Float {
            let ratio = 1 + Float(parts.count) / Float(max(frequency, 1))
            return Float(ratio.exponent) + ratio.significand - 1
        }
    }
}
