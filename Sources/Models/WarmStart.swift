/// An earlier model that training begins from (`TrainingOptions.start`), with the names of its viewers and films.
///
/// Rows are matched by outside id: the numbers of two training sets have nothing to do with one another.
public struct WarmStart: Sendable {
    /// What the new model's card calls it: `ModelDescriptor.startedFrom`.
    public let version: String
    /// The earlier model.
    public let model: any Recommender
    /// Its viewers by outside id.
    public let users: UserVocabulary
    /// Its films by outside id.
    public let items: ItemVocabulary
    /// [users, items] what the earlier model's viewers had met; weight > 0 for a like.
    public let seen: InteractionMatrix

    /// - Precondition: the model has no more rows than the vocabularies.
    public init(
        version: String, model: any Recommender, users: UserVocabulary, items: ItemVocabulary, seen: InteractionMatrix
    ) {
        precondition(model.itemCount == items.count && model.descriptor.userCount <= users.count, "the model's names")
        precondition(seen.rowCount == users.count && seen.columnCount == items.count, "histories of the same viewers")
        self.version = version
        self.model = model
        self.users = users
        self.items = items
        self.seen = seen
    }

    public init(version: String, _ artefact: ModelArtefact) {
        self.init(
            version: version, model: artefact.model, users: artefact.users, items: artefact.items, seen: artefact.seen)
    }

    /// The same names around another model: the base of a blend.
    func with(_ model: any Recommender) -> WarmStart {
        WarmStart(version: version, model: model, users: users, items: items, seen: seen)
    }
}

/// A trainer that may begin from an earlier model of its kind in place of random numbers (`TrainingOptions.start`).
///
/// The vectors of viewers and films that both know are taken over; those of the others begin as ever. What comes out
/// depends on data, settings, seed and start alone, not on the number of workers.
///
/// A trainer that is no `StartsWarm` does not look at the start, and its model's card names none.
public protocol StartsWarm: Trainer {
    /// Why it cannot begin from `model`, as the end of a sentence such as “it cannot begin from als/1: …”; nil when it can.
    func objection(to model: any Recommender) -> String?
}

extension Trainer {
    /// Whether training can begin from `start`; `train` of a `StartsWarm` checks it too.
    /// - Throws: `TrainingError` (`.unsuitableStart`), saying what differs.
    public func check(_ start: WarmStart) throws(TrainingError) {
        let objection =
            if let able = self as? any StartsWarm { able.objection(to: start.model) } else {
                "this model is not learned in steps, so there is nothing to begin from; train it without a start"
            }
        guard let objection else { return }
        throw TrainingError(.unsuitableStart, "training cannot begin from \(start.version): \(objection)")
    }
}

/// Which rows of an earlier model belong to the rows of a training set.
struct SharedRows: Sendable {
    /// [trained users here], [items here] the row there; −1 where it has none.
    let users: [Int]
    let items: [Int]
    /// [users there, items there] what was met.
    private let seen: InteractionMatrix

    /// - Throws: `TrainingError` when there is no film that both know.
    /// - Complexity: O(total length of the ids).
    init(_ start: WarmStart, _ trainingSet: TrainingSet) throws(TrainingError) {
        users = (0..<trainingSet.trainedUserCount).map { user in
            let row = start.users.number(of: trainingSet.users.id(of: UserNumber(user)))?.index ?? -1
            return row < start.model.descriptor.userCount ? row : -1
        }
        items = trainingSet.items.ids.map { start.items.number(of: $0)?.index ?? -1 }
        seen = start.seen
        guard items.contains(where: { $0 >= 0 }) else {
            throw TrainingError(
                .unsuitableStart,
                "training cannot begin from \(start.version): it knows none of these films; are their ids the same?")
        }
    }

    /// Whether the earlier model was trained with `user` having met `item`.
    /// - Complexity: O(log entries of the viewer).
    func hasMet(_ user: Int, _ item: Int) -> Bool {
        guard users[user] >= 0, items[item] >= 0 else { return false }
        return seen.contains(column: Int32(items[item]), inRow: users[user])
    }
}

/// Vectors of an earlier model, by the rows of the one that is being made.
struct LentRows: Sendable {
    /// [rows there, any]
    let matrix: FactorMatrix
    /// [rows here] the row there; −1 where it has none.
    let rows: [Int]

    /// Calls `body` with each row here that `isWanted` and its vector there, but for those that say nothing: all zeros.
    func forEach(where isWanted: (Int) -> Bool, _ body: (Int, UnsafeBufferPointer<Float>) -> Void) {
        for row in rows.indices where rows[row] >= 0 && rows[row] < matrix.rowCount && isWanted(row) {
            matrix.withRow(rows[row]) { vector in
                if vector.contains(where: { $0 != 0 }) { body(row, vector) }
            }
        }
    }

    /// Writes those vectors to where their rows begin.
    func copy(to target: (Int) -> UnsafeMutablePointer<Float>, where isWanted: (Int) -> Bool) {
        forEach(where: isWanted) { row, vector in
            let place = target(row)
            for column in vector.indices { place[column] = vector[column] }
        }
    }
}

extension StartsWarm {
    /// The model to begin from, and which of its rows the data know; nil where training begins anew.
    func earlier<Model: Recommender>(
        _ type: Model.Type, for trainingSet: TrainingSet, _ options: TrainingOptions
    ) throws(TrainingError) -> (model: Model, rows: SharedRows)? {
        guard let start = options.start else { return nil }
        try check(start)
        guard let model = start.model as? Model else {
            throw TrainingError(
                .unsuitableStart,
                "training cannot begin from \(start.version): it is no \(start.model.descriptor.algorithm) of Marquee's own"
            )
        }
        return (model, try SharedRows(start, trainingSet))
    }

    /// What any of them asks of the model it begins from: the same algorithm, and vectors of one length.
    func objection(to card: ModelDescriptor, algorithm: String, factors: Int) -> String? {
        guard card.algorithm == algorithm else {
            return "it is a model of \(card.algorithm), and this trains \(algorithm)"
        }
        guard let theirs = card.settings["factors"], theirs != .integer(factors) else { return nil }
        return "its vectors have \(theirs) numbers, and factors=\(factors) is asked for; give factors=\(theirs)"
    }
}
