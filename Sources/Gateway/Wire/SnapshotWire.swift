import Models

/// Training data by name, as JSON.
enum SnapshotWire {
    private static let group = Shape(
        "SnapshotGroup",
        [
            Field("name", Shapes.words, "The group", isRequired: true),
            Field("viewers", Shapes.share, "Its share of the viewers", isRequired: true),
            Field("interactions", Shapes.share, "Its share of what viewers met", isRequired: true),
            Field("likes", Shapes.share, "Its share of the likes' weights, as training counts them", isRequired: true),
        ])

    private static let dimension = Shape(
        "SnapshotDimension",
        [
            Field("dimension", Shapes.name, "What tells the groups apart", isRequired: true),
            Field("groups", Shapes.list(group), "Their shares", isRequired: true),
            Field("effective_groups", Shapes.figure, "Of the viewers' shares", isRequired: true),
            Field("largest_to_smallest", Shapes.figure, "Of the viewers' shares", isRequired: true),
        ])

    private static let snapshot = Shape(
        "DataSnapshot",
        [
            Field("hash", Shapes.name, "The content hash of the training set", isRequired: true),
            Field("created_at", Shapes.moment, "Seconds since 1970", isRequired: true),
            Field("counts", .map(Shapes.count), "How much of what", isRequired: true),
            Field(
                "window_start", .nullable(Shapes.figure), "Events from here on teach; null: all do", isRequired: true),
            Field("newest_event", Shapes.figure, "Seconds since 1970", isRequired: true),
            Field("imbalance", Shapes.list(dimension), "How evenly groups are represented", isRequired: true),
        ])

    static let list = Shape(
        "DataSnapshots", [Field("snapshots", Shapes.list(snapshot), "Newest first", isRequired: true)])

    static func describe(_ snapshot: KeptSnapshot) -> JSONValue {
        .object([
            "hash": .text(snapshot.hash), "created_at": .number(snapshot.createdAt),
            "counts": .object(snapshot.counts.map { .init(name: $0.name, value: .integer($0.count)) }),
            "window_start": JSONValue(snapshot.windowStart), "newest_event": .number(snapshot.newestEvent),
            "imbalance": .array(snapshot.imbalance.dimensions.map(describe)),
        ])
    }

    private static func describe(_ dimension: ImbalanceReport.Dimension) -> JSONValue {
        .object([
            "dimension": .text(dimension.dimension.rawValue),
            "groups": .array(
                dimension.groups.map { group in
                    .object([
                        "name": .text(group.name), "viewers": .number(group.viewers),
                        "interactions": .number(group.interactions), "likes": .number(group.likes),
                    ])
                }),
            "effective_groups": .number(dimension.viewers.effectiveGroups),
            "largest_to_smallest": .number(dimension.viewers.largestToSmallest),
        ])
    }
}
