import Models

/// Reads the fields of one JSON object: types, ranges, misspellings and duplicates checked, each problem naming its
/// field.
///
/// A field that is absent or null reads as nil.
struct ObjectReader {
    let document: JSONDocument
    private let place: JSONDocument.Place
    /// Stands before field names in problems: `events[3].`.
    private let prefix: String

    private static let maximumMembers = 64

    /// - Throws: when there is no object at `place`, or its members are not what `shape` knows. Names it does not know
    ///   are passed over, unless they look like a slip of one that it does.
    init(
        _ document: JSONDocument, at place: JSONDocument.Place, as shape: Shape, prefix: String = ""
    ) throws(Problem) {
        guard document.kind(place) == .object else {
            let name = prefix.isEmpty ? nil : String(prefix.dropLast())
            throw Problem(
                .wrongType, "\(name ?? "the body") must be an object, but is \(document.kind(place).name)", field: name)
        }
        self.document = document
        self.place = place
        self.prefix = prefix
        try checkNames(shape)
    }

    private func checkNames(_ shape: Shape) throws(Problem) {
        var seen: UInt64 = 0
        var count = 0
        try document.forEachMember(place) { (name, _) throws(Problem) in
            count += 1
            guard count <= Self.maximumMembers else {
                throw Problem(.outOfRange, "an object may have at most \(Self.maximumMembers) fields")
            }
            guard let known = shape.fields.firstIndex(where: { document.equals(name, $0.name) }) else {
                return try checkSlip(document.string(name) ?? "", shape)
            }
            guard seen & (1 << UInt64(known)) == 0 else {
                let path = path(shape.fields[known])
                throw Problem(.duplicateField, "\(path) stands twice", field: path)
            }
            seen |= 1 << UInt64(known)
        }
    }

    private func checkSlip(_ name: String, _ shape: Shape) throws(Problem) {
        guard let meant = DidYouMean.nearest(to: name, among: shape.fields.map(\.name.description)) else { return }
        throw Problem(
            .unknownField, "there is no field \(name); did you mean \(meant)?", field: prefix + name
        ).with("did_you_mean", .text(meant))
    }

    // MARK: Fields

    /// The value of a field; nil when it is absent or null.
    func value(_ field: Field) -> JSONDocument.Place? {
        var found: JSONDocument.Place?
        document.forEachMember(place) { name, value in
            if found == nil, document.equals(name, field.name) { found = value }
        }
        guard let found, document.kind(found) != .null else { return nil }
        return found
    }

    /// The name of a field as problems give it.
    func path(_ field: Field) -> String { prefix + field.name.description }

    /// `value`, or the problem that it is missing.
    func required<Value>(_ field: Field, _ value: Value?) throws(Problem) -> Value {
        guard let value else { throw Problem(.missingField, "\(path(field)) is missing", field: path(field)) }
        return value
    }

    func identifier(_ field: Field) throws(Problem) -> String? {
        guard let value = value(field) else { return nil }
        return try identifier(value, path(field))
    }

    func identifiers(_ field: Field) throws(Problem) -> [String]? {
        guard let value = value(field) else { return nil }
        return try elements(value, field).enumerated().map { (index, element) throws(Problem) in
            try identifier(element, "\(path(field))[\(index)]")
        }
    }

    func texts(_ field: Field, maximumLength: Int) throws(Problem) -> [String]? {
        guard let value = value(field) else { return nil }
        return try elements(value, field).enumerated().map { (index, element) throws(Problem) in
            let name = "\(path(field))[\(index)]"
            guard let text = document.string(element) else { throw wrongType(element, name, "a string") }
            return try Checked.text(text, maximumLength: maximumLength, name)
        }
    }

    func choice(_ field: Field) throws(Problem) -> String? {
        guard let value = value(field), case .choice(let choices) = field.schema else { return nil }
        guard let text = document.string(value) else { throw wrongType(value, path(field), "a string") }
        return try Checked.choice(text, of: choices, path(field))
    }

    func boolean(_ field: Field) throws(Problem) -> Bool? {
        guard let value = value(field) else { return nil }
        guard let flag = document.boolean(value) else { throw wrongType(value, path(field), "true or false") }
        return flag
    }

    /// A whole number, written without point and exponent.
    func integer(_ field: Field, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let value = value(field) else { return nil }
        guard let numeral = document.numeral(value) else { throw wrongType(value, path(field), "a whole number") }
        return try Checked.integer(numeral, in: range, path(field))
    }

    func number(_ field: Field, in range: ClosedRange<Double>) throws(Problem) -> Double? {
        guard let value = value(field) else { return nil }
        guard let numeral = document.numeral(value) else { throw wrongType(value, path(field), "a number") }
        return try Checked.number(numeral, in: range, path(field))
    }

    /// The objects of a list.
    func objects(_ field: Field, as shape: Shape) throws(Problem) -> [ObjectReader]? {
        guard let value = value(field) else { return nil }
        return try elements(value, field).enumerated().map { (index, element) throws(Problem) in
            try ObjectReader(document, at: element, as: shape, prefix: "\(path(field))[\(index)].")
        }
    }

    /// The members of an object whose names are data; at most 64, none twice.
    func members(_ field: Field) throws(Problem) -> [(name: String, path: String, value: JSONDocument.Place)]? {
        guard let value = value(field) else { return nil }
        return try members(of: value, path(field))
    }

    func members(
        of value: JSONDocument.Place, _ path: String
    ) throws(Problem) -> [(name: String, path: String, value: JSONDocument.Place)] {
        guard document.kind(value) == .object else { throw wrongType(value, path, "an object") }
        var found: [(name: String, path: String, value: JSONDocument.Place)] = []
        try document.forEachMember(value) { (name, value) throws(Problem) in
            guard found.count < Self.maximumMembers else {
                throw Problem(.outOfRange, "\(path) may have at most \(Self.maximumMembers) fields", field: path)
            }
            let text = try Checked.identifier(document.string(name) ?? "", "a name in \(path)")
            guard !found.contains(where: { $0.name == text }) else {
                throw Problem(.duplicateField, "\(path).\(text) stands twice", field: "\(path).\(text)")
            }
            found.append((text, "\(path).\(text)", value))
        }
        return found
    }

    /// A number, a text, or true or false.
    func scalar(_ value: JSONDocument.Place, _ path: String) throws(Problem) -> SettingValue {
        if let text = document.string(value) { return .text(try Checked.text(text, maximumLength: 256, path)) }
        if let flag = document.boolean(value) { return .flag(flag) }
        guard let numeral = document.numeral(value) else {
            throw wrongType(value, path, "a number, a text, or true or false")
        }
        if let whole = Int(numeral) { return .integer(whole) }
        return .number(try Checked.number(numeral, in: -1e30...1e30, path))
    }

    // MARK: Values

    private func elements(_ value: JSONDocument.Place, _ field: Field) throws(Problem) -> [JSONDocument.Place] {
        guard document.kind(value) == .array else { throw wrongType(value, path(field), "a list") }
        let elements = document.elements(value)
        if case .list(_, let maximumCount) = field.schema, elements.count > maximumCount {
            throw Problem(
                .outOfRange, "\(path(field)) may have at most \(maximumCount) entries, but has \(elements.count)",
                field: path(field)
            ).with("maximum", .number(maximumCount))
        }
        return elements
    }

    private func identifier(_ value: JSONDocument.Place, _ name: String) throws(Problem) -> String {
        if let text = document.string(value) { return try Checked.identifier(text, name) }
        if let numeral = document.numeral(value) { return try Checked.identifier(numeral: numeral, name) }
        throw wrongType(value, name, "a string or a whole number")
    }

    private func wrongType(_ value: JSONDocument.Place, _ name: String, _ wanted: String) -> Problem {
        Problem(.wrongType, "\(name) must be \(wanted), but is \(document.kind(value).name)", field: name)
    }
}
