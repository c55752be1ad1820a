/// Text as words: lower case, runs of two or more letters, digits and underscores, in any script.
///
/// The rule of scikit-learn's vectorisers (`token_pattern` `\b\w\w+\b`): apostrophes and hyphens part words, and what is
/// one character long is left out. Accents are kept.
public enum WordTokens {
    /// The words of `text`, in order.
    /// - Complexity: O(length).
    public static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        func finish() {
            if word.count > 1 { words.append(String(word)) }
            word.removeAll(keepingCapacity: true)
        }
        for scalar in text.lowercased().unicodeScalars {
            if isWordCharacter(scalar) { word.append(scalar) } else { finish() }
        }
        finish()
        return words
    }

    /// The words and, behind them, every run of 2…`longest` of them with blanks between.
    public static func terms(_ text: String, longest: Int) -> [String] {
        let words = words(text)
        guard longest > 1, words.count > 1 else { return words }
        var terms = words
        for length in 2...longest where length <= words.count {
            for start in 0...(words.count - length) {
                terms.append(words[start..<(start + length)].joined(separator: " "))
            }
        }
        return terms
    }

    /// A letter or number of any script, or an underscore.
    static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: return true
        case 0..<0x80: return false
        default: break
        }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}
