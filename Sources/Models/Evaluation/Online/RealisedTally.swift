/// Adds up joined lists by model, endpoint, segment and viewer; from the sums of viewers come figures with intervals.
///
/// Viewers are kept as 2¹⁸ clusters of a stable hash, so that memory is bounded by them and not by the log; the lists of
/// nobody are resampled in clusters of their request ids.
public struct RealisedTally: Sendable {
    /// How many first places count as the head of a list.
    public let cutoff: Int
    /// What counts as liked.
    public let rule: PositiveRule
    private var cells: [OnlineCell: [UInt32: RealisedSums]] = [:]

    /// Into so many clusters viewers are dealt.
    public static let clusterCount = 1 << 18

    /// - Precondition: `cutoff` is ≥ 1.
    public init(cutoff: Int, rule: PositiveRule = PositiveRule()) {
        precondition(cutoff >= 1, "a list is cut off after at least one place")
        self.cutoff = cutoff
        self.rule = rule
    }

    /// Adds one list and what followed, in each cell it belongs to.
    public mutating func add(_ joined: JoinedList) {
        let key = joined.list.user?.rawValue ?? joined.list.requestID
        let cluster = UInt32(StableHash.hash(key) % UInt64(Self.clusterCount))
        for cell in OnlineCell.cells(of: joined.list.origin) {
            cells[cell, default: [:]][cluster, default: RealisedSums()].add(joined, cutoff: cutoff, rule: rule)
        }
    }

    /// Every cell with its figures, in order.
    ///
    /// The interval is a bootstrap over viewers: a viewer's lists are drawn together, since they are alike.
    /// - Throws: when the task is cancelled.
    public func rows(_ bootstrap: Bootstrap, workerCount: Int) async throws(CancellationError) -> [RealisedRow] {
        var rows: [RealisedRow] = []
        for (cell, clusters) in cells.sorted(by: { $0.key < $1.key }) {
            // In a fixed order, so that the draws are the same in every run.
            let sums = clusters.sorted { $0.key < $1.key }.map(\.value)
            var row = RealisedRow(cell: cell, viewers: sums.count)
            for viewer in sums {
                row.lists += Int(viewer.lists)
                row.places += Int(viewer.places)
            }
            row.metrics = try await metrics(of: sums, bootstrap, workerCount)
            rows.append(row)
        }
        return rows
    }

    private func metrics(
        of viewers: [RealisedSums], _ bootstrap: Bootstrap, _ workerCount: Int
    ) async throws(CancellationError) -> [String: Estimate] {
        let kinds = RealisedMetric.allCases
        var values: [Double] = []
        values.reserveCapacity(viewers.count * kinds.count * 2)
        for viewer in viewers {
            for kind in kinds {
                let (numerator, denominator) = kind.parts(of: viewer, cutoff: cutoff)
                values.append(numerator)
                values.append(denominator)
            }
        }
        let estimates = try await bootstrap.ratios(values, ratioCount: kinds.count, workerCount: workerCount)
        var metrics: [String: Estimate] = [:]
        for (kind, estimate) in zip(kinds, estimates) { metrics[kind.name(cutoff: cutoff)] = estimate }
        return metrics
    }
}

/// Which lists are judged together.
public struct OnlineCell: Sendable, Hashable, Codable {
    /// The model's name and version.
    public var model: String
    /// What was asked.
    public var endpoint: String
    /// `all`, `personal`, `fallback`, or how active the viewers were.
    public var segment: String

    public init(model: String, endpoint: String, segment: String) {
        self.model = model
        self.endpoint = endpoint
        self.segment = segment
    }

    /// The cells a list counts in.
    static func cells(of origin: ServedList.Origin) -> [OnlineCell] {
        ["all", origin.isFallback ? "fallback" : "personal", origin.activity.rawValue].map {
            OnlineCell(model: origin.model, endpoint: origin.endpoint, segment: $0)
        }
    }

    private static let order = ["all", "personal", "fallback"] + ViewerActivity.allCases.map(\.rawValue)
}

extension OnlineCell: Comparable {
    /// By endpoint, model, and segments as they are told.
    public static func < (left: OnlineCell, right: OnlineCell) -> Bool {
        func place(_ cell: OnlineCell) -> Int { order.firstIndex(of: cell.segment) ?? order.count }
        return (left.endpoint, left.model, place(left), left.segment)
            < (right.endpoint, right.model, place(right), right.segment)
    }
}

/// The figures of one cell.
public struct RealisedRow: Sendable, Equatable, Codable {
    /// Which lists they are.
    public var cell: OnlineCell
    /// Viewers among whose lists they are; hashes that collide count once.
    public var viewers: Int
    /// Lists that were judged.
    public var lists = 0
    /// Places that were shown.
    public var places = 0
    /// By name; a figure whose denominator is 0 is absent.
    public var metrics: [String: Estimate] = [:]

    public init(cell: OnlineCell, viewers: Int) {
        self.cell = cell
        self.viewers = viewers
    }
}
