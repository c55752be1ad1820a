/// One part of a cross-validation of ratings: what is trained on and what is asked for.
public struct RatingFold: Sendable {
    /// What it is called, such as `u1`.
    public let name: String
    /// What is trained on.
    public let train: TrainingSet
    /// [users, items] the ratings asked for, over the numbers of `train`.
    public let heldOut: InteractionMatrix

    /// - Precondition: what is held out has the numbers of the training part.
    public init(name: String, train: TrainingSet, heldOut: InteractionMatrix) {
        precondition(
            heldOut.rowCount == train.userCount && heldOut.columnCount == train.itemCount,
            "what is held out has the numbers of the training part")
        self.name = name
        self.train = train
        self.heldOut = heldOut
    }
}

/// How ratings are parted for cross-validation. Every rating teaches in all folds but one, where it is asked for.
public struct RatingFolds: Sendable {
    /// Given by somebody: a training and a test part each. Or drawn.
    private enum Source: Sendable {
        case given([(name: String, base: InteractionLog, test: InteractionLog)], [Movie])
        case drawn(Preprocessor, parts: [Int32])
    }

    private let source: Source
    /// What the folds are called, in order.
    public let names: [String]
    /// Described viewers, for errors by group.
    public let viewers: [Viewer]
    /// How it was done, in a line.
    public let note: String

    /// How many folds there are.
    public var count: Int { names.count }

    /// Folds that came as files, such as u1.base and u1.test to u5.base and u5.test of MovieLens 100K.
    public init(
        given parts: [(name: String, base: InteractionLog, test: InteractionLog)], movies: [Movie] = [],
        viewers: [Viewer] = []
    ) {
        source = .given(parts, movies)
        names = parts.map(\.name)
        self.viewers = viewers
        note = "folds as given: \(names.joined(separator: ", "))"
    }

    /// `count` folds of equal size, drawn by `seed` from the ratings of `log`; outside ids decide, not the numbering.
    /// - Precondition: `count >= 2`.
    /// - Complexity: O(n · log n).
    public init(
        drawing count: Int, from log: InteractionLog, movies: [Movie] = [], viewers: [Viewer] = [], seed: UInt64
    ) {
        precondition(count >= 2, "cross-validation takes two folds at least")
        let preprocessor = Preprocessor(log, movies: movies, viewers: viewers, settings: .keepAll)
        let preferences = preprocessor.preferences
        let users = preprocessor.users.ids.map {
            StableHash.mix(StableHash.hash($0.rawValue) ^ StableHash.mix(seed))
        }
        let items = preprocessor.items.ids.map { StableHash.hash($0.rawValue) }
        let drawn = (0..<preferences.count).filter { preferences.isRated[$0] }
            .map { row in
                (key: StableHash.mix(users[Int(preferences.users[row])] ^ items[Int(preferences.items[row])]), row: row)
            }
            .sorted { ($0.key, $0.row) < ($1.key, $1.row) }
        var parts = [Int32](repeating: -1, count: preferences.count)
        for (place, one) in drawn.enumerated() { parts[one.row] = Int32(place * count / drawn.count) }
        source = .drawn(preprocessor, parts: parts)
        names = (1...count).map { "fold \($0)" }
        self.viewers = viewers
        note = "\(count) folds drawn with seed \(seed)"
    }

    /// - Complexity: O(ratings).
    public func fold(_ place: Int) -> RatingFold {
        switch source {
        case .given(let parts, let movies):
            let part = parts[place]
            let log = InteractionLog(joining: [part.base, part.test])
            let preprocessor = Preprocessor(log, movies: movies, settings: .keepAll)
            let inBase = PairSet(part.base, preprocessor)
            let preferences = preprocessor.preferences
            return Self.fold(part.name, preprocessor) {
                !inBase.contains(preferences.users[$0], preferences.items[$0])
            }
        case .drawn(let preprocessor, let parts):
            return Self.fold(names[place], preprocessor) { parts[$0] == Int32(place) }
        }
    }

    private static func fold(
        _ name: String, _ preprocessor: Preprocessor, isHeldOut: (Int) -> Bool
    ) -> RatingFold {
        RatingFold(
            name: name, train: preprocessor.trainingSet { !isHeldOut($0) },
            heldOut: preprocessor.ratings(of: isHeldOut))
    }
}
