/// Monitored figures over time, as JSON.
enum MonitorWire {
    private static let point = Shape(
        "MonitorPoint",
        [
            Field("at", Shapes.moment, "Seconds since 1970", isRequired: true),
            Field("value", Shapes.figure, "What was measured", isRequired: true),
            Field("limit", .nullable(Shapes.figure), "What its size should stay below", isRequired: true),
            Field("breached", .boolean, "Whether its size was above the limit", isRequired: true),
        ])

    private static let monitor = Shape(
        "Monitor",
        [
            Field("name", Shapes.name, "As `/metrics` names it", isRequired: true),
            Field("title", Shapes.name, "As a heading has it", isRequired: true),
            Field("unit", Shapes.name, "What it is counted in", isRequired: true),
            Field("definition", Shapes.words, "What is measured", isRequired: true),
            Field("note", .nullable(Shapes.words), "What the latest value was measured on", isRequired: true),
            Field("gap", .nullable(Shapes.words), "Why the latest round could not measure it", isRequired: true),
            Field("points", Shapes.list(point), "The oldest first, evenly thinned out to 300", isRequired: true),
        ])

    static let list = Shape("Monitors", [Field("monitors", Shapes.list(monitor), "By name", isRequired: true)])

    static func describe(_ monitor: KeptMonitor) -> JSONValue {
        let definition = FigureDefinition.of(monitor.name)
        return .object([
            "name": .text(monitor.name), "title": .text(definition?.title ?? monitor.name),
            "unit": .text((definition?.unit ?? .score).rawValue), "definition": .text(definition?.text ?? ""),
            "note": JSONValue(monitor.note), "gap": JSONValue(monitor.gap),
            "points": .array(
                monitor.points.map { point in
                    .object([
                        "at": .number(point.at), "value": .number(point.value), "limit": JSONValue(point.limit),
                        "breached": .boolean(point.breached),
                    ])
                }),
        ])
    }
}
