/// What viewer files write, in our words.
enum ViewerFields {
    /// Years, 0…130; nil for anything else.
    static func age(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let age = NumberParsing.decimal(bytes), age >= 0, age <= 130 else { return nil }
        return Int(age)
    }

    /// `M`, `F`, or the text as it stands.
    static func gender(_ text: String) -> String? {
        switch text.lowercased() {
        case "": nil
        case "m", "male", "man": "M"
        case "f", "female", "woman": "F"
        default: text
        }
    }

    /// MovieLens 1M numbers occupations (its README lists them); other files name them.
    static func occupation(_ text: String) -> String? {
        guard !text.isEmpty else { return nil }
        guard let code = Int(text), occupations.indices.contains(code) else { return text }
        return occupations[code]
    }

    private static let occupations = [
        "other", "academic/educator", "artist", "clerical/admin", "college/grad student", "customer service",
        "doctor/health care", "executive/managerial", "farmer", "homemaker", "K-12 student", "lawyer", "programmer",
        "retired", "sales/marketing", "scientist", "self-employed", "technician/engineer", "tradesman/craftsman",
        "unemployed", "writer",
    ]
}
