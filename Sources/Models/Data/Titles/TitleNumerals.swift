/// Numbers in their several dresses: `2`, `II`, `two`; and letters dressed as numbers: `se7en`.
enum TitleNumerals {
    /// The word itself and what else it may be. Both titles and queries are expanded, so one dress in common suffices.
    static func variants(of word: String) -> [String] {
        if let number = numbers[word] { return [word, number] }
        guard let plain = lettersForDigits(in: word) else { return [word] }
        return [word, plain] + (numbers[plain].map { [$0] } ?? [])
    }

    static func isNumber(_ word: String) -> Bool {
        numbers[word] != nil || word.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static let numbers: [String: String] = {
        let words = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        ]
        let romans = [
            "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
            "xvii", "xviii", "xix", "xx",
        ]
        var table: [String: String] = [:]
        for (number, word) in words.enumerated() { table[word] = String(number) }
        for (index, roman) in romans.enumerated() { table[roman] = String(index + 1) }
        return table
    }()

    /// `se7en` to `seven`; `nil` for a word without digits among letters.
    private static func lettersForDigits(in word: String) -> String? {
        let digits = word.utf8.filter { (0x30...0x39).contains($0) }.count
        guard digits > 0, digits < word.utf8.count else { return nil }
        let letters: [Character: Character] = ["0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "v"]
        return String(word.map { letters[$0] ?? $0 })
    }
}
