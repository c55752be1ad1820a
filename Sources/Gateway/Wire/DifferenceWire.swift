import Models

/// What would change for viewers from one model to another, as JSON.
enum DifferenceWire {
    private static let side = Shape(
        "ComparedModel",
        [
            Field("version", Shapes.name, "Name and version", isRequired: true),
            Field("bytes", Shapes.count, "Its tensors", isRequired: true),
            Field("microseconds_per_list", .nullable(Shapes.figure), "How long a list takes", isRequired: true),
            Field("viewers", Shapes.count, "Viewers it knows", isRequired: true),
            Field("films", Shapes.count, "Films it ranks", isRequired: true),
        ])

    private static let move = Shape(
        "FilmMove",
        [
            Field("movie_id", .identifier, "The film", isRequired: true),
            Field("title", .nullable(Shapes.words), "Where the catalogue knows it", isRequired: true),
            Field("share_before", Shapes.share, "Viewers with it among their first places", isRequired: true),
            Field("share_after", Shapes.share, "The same of the later model", isRequired: true),
            Field("mean_rank_before", Shapes.figure, "Over all viewers", isRequired: true),
            Field("mean_rank_after", Shapes.figure, "The same of the later model", isRequired: true),
        ])

    private static let segment = Shape(
        "SegmentOverlap",
        [
            Field("dimension", Shapes.name, "What tells the viewers apart", isRequired: true),
            Field("name", Shapes.name, "The segment", isRequired: true),
            Field("viewers", Shapes.count, "How many were asked about", isRequired: true),
            Field("overlap", Shapes.share, "Mean overlap of the first places", isRequired: true),
            Field("rank_biased_overlap", Shapes.share, "Mean rank-biased overlap", isRequired: true),
        ])

    static let difference = Shape(
        "ModelDifference",
        [
            Field("before", .shape(side), "The earlier model", isRequired: true),
            Field("after", .shape(side), "The later model", isRequired: true),
            Field("viewers", Shapes.count, "Viewers asked about, whom both know", isRequired: true),
            Field("cutoff", Shapes.count, "How many first places overlap and moves are about", isRequired: true),
            Field("overlap", .nullable(.shape(Shapes.estimate)), "Null without viewers", isRequired: true),
            Field("rank_biased_overlap", .nullable(.shape(Shapes.estimate)), "Null without viewers", isRequired: true),
            Field("unchanged_share", Shapes.share, "Viewers whose first places stay as they are", isRequired: true),
            Field("risers", Shapes.list(move), "Films that come up most", isRequired: true),
            Field("fallers", Shapes.list(move), "Films that go down most", isRequired: true),
            Field("segments", Shapes.list(segment), "By activity and by favourite genre", isRequired: true),
        ])

    static func describe(_ difference: ModelDiff) -> JSONValue {
        .object([
            "before": describe(difference.before), "after": describe(difference.after),
            "viewers": .integer(difference.viewerCount), "cutoff": .integer(difference.cutoff),
            "overlap": difference.overlap.map { JSONValue($0) } ?? .null,
            "rank_biased_overlap": difference.rankBiasedOverlap.map { JSONValue($0) } ?? .null,
            "unchanged_share": .number(difference.unchangedShare),
            "risers": .array(difference.risers.map(describe)), "fallers": .array(difference.fallers.map(describe)),
            "segments": .array(
                difference.segments.map { segment in
                    .object([
                        "dimension": .text(segment.dimension.rawValue), "name": .text(segment.name),
                        "viewers": .integer(segment.viewerCount), "overlap": .number(segment.overlap),
                        "rank_biased_overlap": .number(segment.rankBiasedOverlap),
                    ])
                }),
        ])
    }

    private static func describe(_ side: ModelDiff.Side) -> JSONValue {
        .object([
            "version": .text(side.version), "bytes": .integer(side.bytes),
            "microseconds_per_list": JSONValue(side.microsecondsPerList), "viewers": .integer(side.viewerCount),
            "films": .integer(side.filmCount),
        ])
    }

    private static func describe(_ move: FilmMove) -> JSONValue {
        .object([
            "movie_id": .text(move.item.rawValue), "title": JSONValue(move.title),
            "share_before": .number(move.shareBefore), "share_after": .number(move.shareAfter),
            "mean_rank_before": .number(move.meanRankBefore), "mean_rank_after": .number(move.meanRankAfter),
        ])
    }
}
