import HTTPTypes

/// What a person wants to see of the server's work besides versions and decisions.
extension Route {
    private static let problems: [ProblemCode] = [.unauthorized, .administrationMissing]
    private static let limits = 1...1_000
    private static let limit = Field("limit", .integer(limits), "The most that are told, 20 unless given")

    private static let days = Field("days", .integer(1...90), "How far back, 7 unless given")

    static let monitors = Route(
        method: .get, path: "/admin/monitors", group: .administration,
        summary: "What monitoring measured over time, with limits and definitions", query: [days],
        answers: [.json(MonitorWire.list)], problems: problems + [.outOfRange], needsToken: true
    ) { call in
        let days = try call.query().integer(days, in: 1...90) ?? 7
        let monitors = try await call.records().monitors(days: days)
        return .json(.object(["monitors": .array(monitors.map(MonitorWire.describe))]))
    }

    static let trainingRun = Route(
        method: .get, path: "/admin/training/runs/{run_id}", group: .administration,
        summary: "One run: its learning curves, its candidates, and how well each group of viewers is served",
        pathParameters: [Field("run_id", .identifier, "The run", isRequired: true)],
        answers: [.json(RunWire.run)], problems: problems + [.unknownRun], needsToken: true
    ) { call in
        guard let run = try await call.records().run(call.parameters[0]) else {
            throw Problem(
                .unknownRun, "no run of that name was tracked; GET /admin/training/runs lists those that ended")
        }
        return .json(RunWire.describe(run, requestID: call.requestID))
    }

    private static let before = Field(
        "before", .text(maximumLength: 256), "A version, alone or as name/version", isRequired: true)
    private static let after = Field(
        "after", .text(maximumLength: 256), "The version it is compared with", isRequired: true)

    static let difference = Route(
        method: .get, path: "/admin/models/diff", group: .administration,
        summary: "What would change for viewers from one version to another",
        details: """
            Up to 500 viewers whom both know are asked for by both models, on threads that run when no other wants the \
            processor. One comparison at a time.
            """,
        query: [before, after], answers: [.json(DifferenceWire.difference)],
        problems: problems + [.unknownVersion, .modelRejected, .administrationBusy, .missingField], needsToken: true
    ) { call in
        let query = try call.query()
        let first = try query.required(before, try query.text(before))
        let second = try query.required(after, try query.text(after))
        return .json(DifferenceWire.describe(try await call.records().difference(first, second)))
    }

    static let reports = Route(
        method: .get, path: "/admin/reports", group: .administration, summary: "The reports of days", query: [limit],
        answers: [.json(ReportWire.list)], problems: problems + [.outOfRange], needsToken: true
    ) { call in
        let limit = try call.query().integer(limit, in: limits) ?? 20
        let reports = try await call.records().reports(limit: limit)
        return .json(.object(["reports": .array(reports.map(ReportWire.describe))]))
    }

    static let report = Route(
        method: .get, path: "/admin/reports/{day}", group: .administration, summary: "The report of a day, in parts",
        details: "As it was written when the day was over; of a day of the last week that has none, as it is now.",
        pathParameters: [Field("day", .identifier, "The day in UTC, as 2026-01-31", isRequired: true)],
        answers: [.json(ReportWire.report)], problems: problems + [.unknownReport], needsToken: true
    ) { call in
        guard let report = try await call.records().report(call.parameters[0]) else {
            throw Problem(.unknownReport, "there is no report of that day; GET /admin/reports lists those there are")
        }
        return .json(ReportWire.describe(report))
    }

    static let data = Route(
        method: .get, path: "/admin/data", group: .administration, summary: "How much of what is stored",
        answers: [.json(DataWire.size)], problems: problems, needsToken: true
    ) { call in
        .json(DataWire.describe(try await call.records().dataSize()))
    }

    static let imports = Route(
        method: .get, path: "/admin/imports", group: .administration,
        summary: "What was imported, and what became of each line", query: [limit],
        answers: [.json(DataWire.imports)], problems: problems + [.outOfRange], needsToken: true
    ) { call in
        let limit = try call.query().integer(limit, in: limits) ?? 20
        let imports = try await call.records().imports(limit: limit)
        return .json(.object(["imports": .array(imports.map(DataWire.describe))]))
    }

    static let snapshots = Route(
        method: .get, path: "/admin/snapshots", group: .administration,
        summary: "Training data by name, and how evenly groups are represented", query: [limit],
        answers: [.json(SnapshotWire.list)], problems: problems + [.outOfRange], needsToken: true
    ) { call in
        let limit = try call.query().integer(limit, in: limits) ?? 20
        let snapshots = try await call.records().snapshots(limit: limit)
        return .json(.object(["snapshots": .array(snapshots.map(SnapshotWire.describe))]))
    }
}
