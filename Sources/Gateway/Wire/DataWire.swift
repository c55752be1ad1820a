import Models

/// What is stored, imported and trained on, as JSON.
enum DataWire {
    private static let unknown = Shape(
        "UnknownFilm",
        [
            Field("movie_id", .identifier, "As it was asked for", isRequired: true),
            Field("count", Shapes.count, "How often", isRequired: true),
        ])

    static let size = Shape(
        "StoredData",
        [
            Field("films", Shapes.count, "Films that are described", isRequired: true),
            Field("viewers", Shapes.count, "Viewers with an event, or described", isRequired: true),
            Field("described_viewers", Shapes.count, "Viewers of whom more than the id is known", isRequired: true),
            Field("imported_events", Shapes.count, "Events that were imported", isRequired: true),
            Field("arrived_events", Shapes.count, "Events that came by the API", isRequired: true),
            Field(
                "unknown_films", Shapes.list(unknown), "Asked for and not in the model, the most wanted first",
                isRequired: true),
        ])

    static func describe(_ size: KeptDataSize) -> JSONValue {
        .object([
            "films": .integer(size.films), "viewers": .integer(size.viewers),
            "described_viewers": .integer(size.describedViewers), "imported_events": .integer(size.importedEvents),
            "arrived_events": .integer(size.arrivedEvents),
            "unknown_films": .array(
                size.unknownFilms.map { .object(["movie_id": .text($0.id), "count": .integer($0.count)]) }),
        ])
    }

    // MARK: Imports

    private static let reason = Shape(
        "QuarantineReason",
        [
            Field("reason", Shapes.name, "Why a line was not taken in, for programs", isRequired: true),
            Field("explanation", Shapes.words, "The same for people", isRequired: true),
            Field("count", Shapes.count, "Lines", isRequired: true),
        ])

    private static let line = Shape(
        "QuarantinedLine",
        [
            Field("line", Shapes.count, "Its number, from 1", isRequired: true),
            Field("reason", Shapes.name, "Why it was not taken in", isRequired: true),
            Field("excerpt", Shapes.words, "Its beginning", isRequired: true),
        ])

    private static let file = Shape(
        "ImportedFile",
        [
            Field("file", Shapes.words, "Its name", isRequired: true),
            Field("kind", Shapes.name, "What it holds", isRequired: true),
            Field("read", Shapes.count, "Records read", isRequired: true),
            Field("accepted", Shapes.count, "Records accepted", isRequired: true),
            Field("duplicates", Shapes.count, "Of them, known already", isRequired: true),
            Field("quarantined", Shapes.count, "Lines not taken in", isRequired: true),
            Field("held_back", Shapes.count, "Records of after the moment asked for", isRequired: true),
            Field("without_time", Shapes.count, "Events without a time", isRequired: true),
            Field("out_of_order", Shapes.count, "Events older than the one before of that viewer", isRequired: true),
            Field("reasons", Shapes.list(reason), "Of the quarantined lines", isRequired: true),
            Field("first_quarantined", Shapes.list(line), "The first ten", isRequired: true),
        ])

    private static let imported = Shape(
        "Import",
        [
            Field("at", Shapes.moment, "When it ended, seconds since 1970", isRequired: true),
            Field("source", Shapes.words, "Where it came from", isRequired: true),
            Field("layout", Shapes.name, "How it was read", isRequired: true),
            Field("quarantined", Shapes.count, "Lines not taken in", isRequired: true),
            Field("duplicates", Shapes.count, "Records known already", isRequired: true),
            Field("events_of_unknown_films", Shapes.count, "Events of films nobody describes; kept", isRequired: true),
            Field("ignored_files", .list(Shapes.words, maximumCount: 100_000), "Not read", isRequired: true),
            Field("files", Shapes.list(file), "What became of each", isRequired: true),
        ])

    static let imports = Shape(
        "Imports", [Field("imports", Shapes.list(imported), "Newest first", isRequired: true)])

    static func describe(_ kept: KeptImport) -> JSONValue {
        let report = kept.report
        return .object([
            "at": .number(kept.at), "source": .text(report.source), "layout": .text(report.layout.rawValue),
            "quarantined": .integer(report.rejectedCount), "duplicates": .integer(report.duplicateCount),
            "events_of_unknown_films": .integer(report.eventsOfUnknownMovies),
            "ignored_files": .texts(report.ignoredFiles), "files": .array(report.files.map(describe)),
        ])
    }

    private static func describe(_ file: FileReport) -> JSONValue {
        let reasons = file.rejected.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        return .object([
            "file": .text(file.file), "kind": .text(file.kind.rawValue), "read": .integer(file.read),
            "accepted": .integer(file.accepted), "duplicates": .integer(file.duplicates),
            "quarantined": .integer(file.rejectedCount), "held_back": .integer(file.heldBack),
            "without_time": .integer(file.withoutTime), "out_of_order": .integer(file.outOfOrder),
            "reasons": .array(
                reasons.map {
                    .object([
                        "reason": .text($0.key.rawValue), "explanation": .text($0.key.explanation),
                        "count": .integer($0.value),
                    ])
                }),
            "first_quarantined": .array(
                file.firstRejected.map {
                    .object([
                        "line": .integer($0.line), "reason": .text($0.reason.rawValue), "excerpt": .text($0.excerpt),
                    ])
                }),
        ])
    }
}
