/// Asks a stored model for viewers' lists, as it would answer them in service on the day it was trained.
struct ArtefactAsker: Sendable {
    private let artefact: ModelArtefact
    /// [items of the other model] the number here; −1 where it has none.
    private let itemsOfOther: [Int32]
    private let otherSeen: InteractionMatrix

    /// - Parameter other: what its viewers met is left out too, so that the lists differ by the models alone.
    init(_ artefact: ModelArtefact, besides other: ModelArtefact) {
        self.artefact = artefact
        itemsOfOther = other.items.ids.map { artefact.items.number(of: $0)?.rawValue ?? -1 }
        otherSeen = other.seen
    }

    /// What a worker keeps from viewer to viewer.
    struct Scratch {
        var query: Query
        var ranking = RankingScratch()
        var slate: [ScoredItem] = []
    }

    func makeScratch() -> Scratch { Scratch(query: Query(eligible: ItemMask(count: artefact.items.count))) }

    /// Fills `scratch.query` with what the model knows of the viewer of row `row`, which is `otherRow` over there.
    func ask(about row: Int, otherRow: Int, _ scratch: inout Scratch) {
        var query = Query(eligible: ItemMask(count: artefact.items.count))
        artefact.seen.withRow(row) { columns, weights in
            query.eligible.exclude(columns: columns)
            for (column, weight) in zip(columns, weights) where weight > 0 {
                query.history.append(WeightedItem(item: ItemNumber(rawValue: column), weight: weight))
            }
        }
        otherSeen.withRow(otherRow) { columns, _ in
            for column in columns where itemsOfOther[Int(column)] >= 0 {
                query.eligible.exclude(ItemNumber(rawValue: itemsOfOther[Int(column)]))
            }
        }
        if row < artefact.model.descriptor.userCount {
            query.subject = .known(UserNumber(row))
        } else if !query.history.isEmpty {
            let halfPoint = artefact.details.foldInPrior.map { Float($0) } ?? PersonalShare.standardHalfPoint
            query.personalShare = PersonalShare.of(positiveCount: query.history.count, halfPoint: halfPoint)
            query.appendRatings(row: row, of: artefact.model)
            query.prepareFolded(for: artefact.model, scratch: &scratch.ranking)
        }
        scratch.query = query
    }

    /// The list for the query in `scratch`; popular films where the model has none, as in service.
    func rank(_ count: Int, _ scratch: inout Scratch) -> [ItemID] {
        rankOnly(count, &scratch)
        return scratch.slate.map { artefact.items.id(of: $0.item) }
    }

    /// The median time of a list of ten over `viewers`, one thread, everything warm, in microseconds.
    func microsecondsPerList(
        _ viewers: [(row: Int, otherRow: Int)], clock: some Clock<Duration>
    ) -> Double? {
        var scratch = makeScratch()
        var times = viewers.map { viewer in
            ask(about: viewer.row, otherRow: viewer.otherRow, &scratch)
            rankOnly(10, &scratch)
            return clock.measure { rankOnly(10, &scratch) }
        }
        times.sort()
        return times.isEmpty ? nil : times[times.count / 2] / .microseconds(1)
    }

    private func rankOnly(_ count: Int, _ scratch: inout Scratch) {
        artefact.model.rank(scratch.query, count: count, scratch: &scratch.ranking, into: &scratch.slate)
        if scratch.slate.isEmpty {
            artefact.popularity.top(count, eligible: scratch.query.eligible, into: &scratch.slate)
        }
    }
}
