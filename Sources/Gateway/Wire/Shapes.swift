import Models

/// Pieces that shapes of figures are made of.
enum Shapes {
    static let moment = Schema.number(0...1e12)
    static let figure = Schema.number(-1e30...1e30)
    static let share = Schema.number(0...1)
    static let count = Schema.integer(0...Int.max)
    static let name = Schema.text(maximumLength: 256)
    static let words = Schema.text(maximumLength: 100_000)

    static let estimate = Shape(
        "Interval",
        [
            Field("mean", figure, "Of all", isRequired: true),
            Field("low", figure, "Where the 95 % interval begins", isRequired: true),
            Field("high", figure, "Where it ends", isRequired: true),
        ])

    static func list(_ shape: Shape) -> Schema { .list(.shape(shape), maximumCount: 100_000) }
}

extension JSONValue {
    init(_ value: Double?) { self = value.map { .number($0) } ?? .null }
    init(_ value: String?) { self = value.map { .text($0) } ?? .null }

    init(_ estimate: Estimate) {
        self = .object([
            "mean": .number(estimate.mean), "low": .number(estimate.low), "high": .number(estimate.high),
        ])
    }

    /// Members in the order of their names.
    init<Value>(_ values: [String: Value], _ json: (Value) -> JSONValue) {
        self = .object(values.sorted { $0.key < $1.key }.map { Member(name: $0.key, value: json($0.value)) })
    }
}
