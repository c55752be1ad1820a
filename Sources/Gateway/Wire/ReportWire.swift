/// Reports of days, as JSON that a page can draw.
enum ReportWire {
    private static let nameFields = [
        Field("day", Shapes.name, "The day in UTC, as 2026-01-31", isRequired: true),
        Field("is_complete", .boolean, "Whether the day was over when it was written", isRequired: true),
        Field(
            "written_at", .nullable(Shapes.moment), "Seconds since 1970; null when it is made when asked for",
            isRequired: true),
    ]

    static let list = Shape(
        "Reports", [Field("reports", Shapes.list(Shape("ReportName", nameFields)), "Newest first", isRequired: true)])

    private static let figure = Shape(
        "ReportFigure",
        [
            Field("name", Shapes.words, "What", isRequired: true),
            Field("value", Shapes.words, "As it is printed", isRequired: true),
            Field("note", .nullable(Shapes.words), "What it means", isRequired: true),
        ])

    private static let row = Shape(
        "ReportRow",
        [
            Field("cells", .list(Shapes.words, maximumCount: 100), "By heading", isRequired: true),
            Field("is_alarming", .boolean, "Whether it is beyond its limit", isRequired: true),
        ])

    private static let series = Shape(
        "ReportSeries",
        [
            Field("name", Shapes.words, "What", isRequired: true),
            Field(
                "values", .list(.nullable(Shapes.figure), maximumCount: 10_000), "By label; null where there is none",
                isRequired: true),
        ])

    private static let block = Shape(
        "ReportBlock",
        [
            Field("kind", .choice(["text", "figures", "table", "plot"]), "Which members it has", isRequired: true),
            Field("text", Shapes.words, "Of a text"),
            Field("figures", Shapes.list(figure), "Of figures"),
            Field("headings", .list(Shapes.words, maximumCount: 100), "Of a table; one ending in # is of numbers"),
            Field("rows", Shapes.list(row), "Of a table"),
            Field("title", Shapes.words, "Of a plot"),
            Field("shape", .choice(["columns", "bars", "lines"]), "Of a plot"),
            Field("unit", Shapes.name, "Of a plot"),
            Field("labels", .list(Shapes.words, maximumCount: 10_000), "Of a plot"),
            Field("series", Shapes.list(series), "Of a plot"),
        ])

    private static let section = Shape(
        "ReportSection",
        [
            Field("title", Shapes.words, "The heading", isRequired: true),
            Field("blocks", Shapes.list(block), "In the order of reading", isRequired: true),
        ])

    static let report = Shape(
        "Report",
        nameFields + [
            Field("subtitle", Shapes.words, "When it was made, by what", isRequired: true),
            Field("sections", Shapes.list(section), "In the order of reading", isRequired: true),
        ])

    static func describe(_ name: KeptReport.Name) -> JSONValue { .object(members(name)) }

    private static func members(_ name: KeptReport.Name) -> [JSONValue.Member] {
        [
            .init(name: "day", value: .text(name.day)), .init(name: "is_complete", value: .boolean(name.isComplete)),
            .init(name: "written_at", value: JSONValue(name.writtenAt)),
        ]
    }

    static func describe(_ report: KeptReport) -> JSONValue {
        let sections = report.sections.map { section -> JSONValue in
            .object(["title": .text(section.title), "blocks": .array(section.blocks.map(describe))])
        }
        return .object(
            members(report.name) + [
                .init(name: "subtitle", value: .text(report.subtitle)),
                .init(name: "sections", value: .array(sections)),
            ])
    }

    private static func describe(_ block: KeptReport.Block) -> JSONValue {
        switch block {
        case .text(let text): .object(["kind": .text("text"), "text": .text(text)])
        case .figures(let figures):
            .object([
                "kind": .text("figures"),
                "figures": .array(
                    figures.map {
                        .object(["name": .text($0.name), "value": .text($0.value), "note": JSONValue($0.note)])
                    }),
            ])
        case .table(let headings, let rows):
            .object([
                "kind": .text("table"), "headings": .texts(headings),
                "rows": .array(
                    rows.map { .object(["cells": .texts($0.cells), "is_alarming": .boolean($0.isAlarming)]) }),
            ])
        case .plot(let plot): describe(plot)
        }
    }

    private static func describe(_ plot: KeptReport.Plot) -> JSONValue {
        .object([
            "kind": .text("plot"), "title": .text(plot.title), "shape": .text(plot.shape), "unit": .text(plot.unit),
            "labels": .texts(plot.labels),
            "series": .array(
                plot.series.map { series in
                    .object(["name": .text(series.name), "values": .array(series.values.map { JSONValue($0) })])
                }),
        ])
    }
}
