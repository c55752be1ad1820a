/// A word of a title without case, accents and punctuation.
struct FoldedWord: Equatable {
    var text: String
    /// Only a hyphen or the like stood between this word and the one before: `Spider-Man`, `M*A*S*H`, `T2`.
    var isJoinedToPrevious: Bool
}

/// Text to words that compare equal however a person types them.
enum TitleFolding {
    static let maximumWordLength = 24

    /// The words of `text`. Apostrophes vanish, `&` is “and”, letters of other scripts are kept in lower case.
    static func words(_ text: some Sequence<Unicode.Scalar>) -> [FoldedWord] {
        var collector = WordCollector()
        for scalar in text {
            switch scalar.value {
            case 0x61...0x7A, 0x30...0x39: collector.append(scalar)
            case 0x41...0x5A: collector.append(Unicode.Scalar(UInt8(scalar.value) + 32))
            case 0x27, 0x60, 0x2019, 0x2018, 0x02BC: continue
            case 0x26: collector.appendWord("and")
            case 0x2A, 0x2D, 0x2E, 0x2F, 0xB7, 0x2010...0x2014: collector.end(isTight: true)
            case 0..<0x80: collector.end(isTight: false)
            default: foldRare(scalar, into: &collector)
            }
        }
        return collector.finish()
    }

    private static func foldRare(_ scalar: Unicode.Scalar, into collector: inout WordCollector) {
        let properties = scalar.properties
        if (0x300...0x36F).contains(scalar.value) { return }
        if let letters = latin[scalar] {
            for letter in letters { collector.append(letter) }
        } else if scalar == "½" {
            collector.appendWord("1")
            collector.appendWord("2")
        } else if let value = properties.numericValue, (0...9).contains(value), value == value.rounded(.down) {
            collector.appendWord(String(Int(value)))
        } else if properties.isAlphabetic {
            for letter in properties.lowercaseMapping.unicodeScalars { collector.append(letter) }
        } else {
            collector.end(isTight: false)
        }
    }

    /// Accented Latin letters and the plain letters that stand for them, read off the names of the Unicode standard:
    /// “LATIN SMALL LETTER E WITH ACUTE” is an e, “LATIN CAPITAL LETTER AE” is ae.
    private static let latin: [Unicode.Scalar: [Unicode.Scalar]] = {
        var table: [Unicode.Scalar: [Unicode.Scalar]] = ["ß": ["s", "s"], "ı": ["i"], "ð": ["d"], "Ð": ["d"]]
        table["þ"] = ["t", "h"]
        table["Þ"] = ["t", "h"]
        for value in Array(0xC0...0x24F) + Array(0x1E00...0x1EFF) {
            guard let scalar = Unicode.Scalar(UInt32(value)), table[scalar] == nil else { continue }
            let words = (scalar.properties.name ?? "").split(separator: " ")
            guard words.count > 3, words[0] == "LATIN", ["LETTER", "LIGATURE"].contains(words[2]), words[3].count <= 2
            else { continue }
            table[scalar] = Array(words[3].lowercased().unicodeScalars)
        }
        return table
    }()
}

/// Gathers scalars to words and parts numbers from letters: `terminator2` is `terminator`, `2`; `se7en` stays whole.
private struct WordCollector {
    private var words: [FoldedWord] = []
    private var current = String.UnicodeScalarView()
    private var length = 0
    private var isTight = false

    mutating func append(_ scalar: Unicode.Scalar) {
        guard length < TitleFolding.maximumWordLength else { return }
        current.append(scalar)
        length += 1
    }

    /// A word of its own.
    mutating func appendWord(_ word: String) {
        end(isTight: false)
        for scalar in word.unicodeScalars { append(scalar) }
        end(isTight: false)
    }

    /// Ends the current word; `isTight` when the separator does not part it from what follows.
    mutating func end(isTight: Bool) {
        guard length > 0 else {
            self.isTight = self.isTight && isTight
            return
        }
        flush()
        self.isTight = isTight
    }

    mutating func finish() -> [FoldedWord] {
        end(isTight: false)
        return words
    }

    private mutating func flush() {
        let isDigit = current.map { ("0"..."9").contains($0) }
        let boundaries = isDigit.indices.dropFirst().filter { isDigit[$0] != isDigit[$0 - 1] }
        if boundaries.count == 1 {
            let cut = current.index(current.startIndex, offsetBy: boundaries[0])
            words.append(FoldedWord(text: String(current[..<cut]), isJoinedToPrevious: isTight))
            words.append(FoldedWord(text: String(current[cut...]), isJoinedToPrevious: true))
        } else {
            words.append(FoldedWord(text: String(current), isJoinedToPrevious: isTight))
        }
        current.removeAll(keepingCapacity: true)
        length = 0
    }
}
