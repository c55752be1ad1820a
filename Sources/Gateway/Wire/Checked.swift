/// Outside values with their bounds checked: no number and no text goes further without having passed here.
enum Checked {
    /// The longest outside id, bytes.
    static let maximumIdentifierLength = 256

    /// An id as text: 1 to 256 bytes without control characters.
    static func identifier(_ text: String, _ name: String) throws(Problem) -> String {
        guard !text.isEmpty else { throw Problem(.outOfRange, "\(name) is empty", field: name) }
        guard text.utf8.count <= maximumIdentifierLength else {
            throw Problem(
                .outOfRange, "\(name) is longer than \(maximumIdentifierLength) bytes", field: name
            ).with("maximum", .number(maximumIdentifierLength))
        }
        guard !hasControlCharacters(text) else {
            throw Problem(.outOfRange, "\(name) has control characters in it", field: name)
        }
        return text
    }

    /// An id written as a number: the digits as they stand.
    static func identifier(numeral: String, _ name: String) throws(Problem) -> String {
        guard numeral.utf8.count <= 20, isWhole(numeral) else {
            throw Problem(
                .wrongType, "\(name) must be a string or a whole number such as 196, but is \(numeral.prefix(32))",
                field: name)
        }
        return numeral
    }

    static func text(_ text: String, maximumLength: Int, _ name: String) throws(Problem) -> String {
        guard text.utf8.count <= maximumLength else {
            throw Problem(.outOfRange, "\(name) is longer than \(maximumLength) bytes", field: name)
                .with("maximum", .number(maximumLength))
        }
        guard !hasControlCharacters(text) else {
            throw Problem(.outOfRange, "\(name) has control characters in it", field: name)
        }
        return text
    }

    static func choice(_ text: String, of choices: [String], _ name: String) throws(Problem) -> String {
        guard choices.contains(text) else {
            throw Problem(
                .outOfRange, "\(name) must be one of \(choices.joined(separator: ", "))", field: name
            ).with("choices", .list(choices))
        }
        return text
    }

    /// A whole number within `range`, written without point and exponent.
    static func integer(_ numeral: String, in range: ClosedRange<Int>, _ name: String) throws(Problem) -> Int {
        guard isWhole(numeral) else {
            throw Problem(.wrongType, "\(name) must be a whole number, but is \(numeral.prefix(32))", field: name)
        }
        // What is too long for an Int is out of any range.
        guard let value = Int(numeral), range.contains(value) else {
            throw Problem(
                .outOfRange, "\(name) must be \(range.lowerBound) to \(range.upperBound), but is \(numeral.prefix(32))",
                field: name
            ).with("minimum", .number(range.lowerBound)).with("maximum", .number(range.upperBound))
        }
        return value
    }

    /// A finite number within `range`.
    static func number(_ numeral: String, in range: ClosedRange<Double>, _ name: String) throws(Problem) -> Double {
        guard let value = Double(numeral), value.isFinite, range.contains(value) else {
            let bounds = "\(plain(range.lowerBound)) to \(plain(range.upperBound))"
            throw Problem(.outOfRange, "\(name) must be \(bounds), but is \(numeral.prefix(32))", field: name)
        }
        return value
    }

    /// Digits, with a minus in front at most.
    static func isWhole(_ numeral: String) -> Bool {
        let digits = numeral.utf8.first == UInt8(ascii: "-") ? numeral.utf8.dropFirst() : numeral.utf8[...]
        return !digits.isEmpty && digits.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    }

    static func hasControlCharacters(_ text: String) -> Bool {
        text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
    }

    private static func plain(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }
}
