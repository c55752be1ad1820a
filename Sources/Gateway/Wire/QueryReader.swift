/// Reads the parameters of a query: the same checks and problems as `ObjectReader`, over text.
struct QueryReader {
    private let pairs: [Target.Pair]

    /// - Throws: when a name looks like a slip of a known one, or a single parameter stands twice.
    init(_ pairs: [Target.Pair], knowing fields: [Field]) throws(Problem) {
        self.pairs = pairs
        let known = fields.map(\.name.description)
        for (index, pair) in pairs.enumerated() {
            guard let field = fields.first(where: { $0.name.description == pair.name }) else {
                guard let meant = DidYouMean.nearest(to: pair.name, among: known) else { continue }
                throw Problem(
                    .unknownField, "there is no parameter \(pair.name); did you mean \(meant)?", field: pair.name
                ).with("did_you_mean", .text(meant))
            }
            if case .list = field.schema { continue }
            guard !pairs[..<index].contains(where: { $0.name == pair.name }) else {
                throw Problem(.duplicateField, "\(pair.name) stands twice", field: pair.name)
            }
        }
    }

    /// The text of a parameter; nil when it is absent or empty.
    private func raw(_ field: Field) -> String? {
        let name = field.name.description
        guard let value = pairs.first(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
        return value
    }

    func required<Value>(_ field: Field, _ value: Value?) throws(Problem) -> Value {
        let name = field.name.description
        guard let value else { throw Problem(.missingField, "the parameter \(name) is missing", field: name) }
        return value
    }

    func text(_ field: Field) throws(Problem) -> String? {
        guard let text = raw(field) else { return nil }
        guard case .text(let maximumLength) = field.schema else { return text }
        return try Checked.text(text, maximumLength: maximumLength, field.name.description)
    }

    /// One of the words that the field may be.
    func choice(_ field: Field) throws(Problem) -> String? {
        guard let text = raw(field), case .choice(let choices) = field.schema else { return nil }
        return try Checked.choice(text, of: choices, field.name.description)
    }

    func integer(_ field: Field, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let text = raw(field) else { return nil }
        return try Checked.integer(text, in: range, field.name.description)
    }

    func boolean(_ field: Field) throws(Problem) -> Bool? {
        switch raw(field) {
        case nil: return nil
        case "true", "1": return true
        case "false", "0": return false
        default: throw Problem(.wrongType, "\(field.name) must be true or false", field: field.name.description)
        }
    }

    /// Every value of a parameter that may stand several times; commas separate too.
    func texts(_ field: Field, maximumLength: Int) throws(Problem) -> [String] {
        let name = field.name.description
        let values = pairs.filter { $0.name == name }.flatMap { $0.value.split(separator: ",").map(String.init) }
        if case .list(_, let maximumCount) = field.schema, values.count > maximumCount {
            throw Problem(.outOfRange, "\(name) may stand for at most \(maximumCount) values", field: name)
                .with("maximum", .number(maximumCount))
        }
        return try values.map { (value) throws(Problem) in
            try Checked.text(value, maximumLength: maximumLength, name)
        }
    }
}
