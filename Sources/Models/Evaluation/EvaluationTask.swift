/// What models are asked and what would be right: a row for each viewer, over one catalogue.
///
/// A list may carry every film that anybody met in the fit part, but those the viewer met themselves (see
/// `Exclusion`). Films that only the held-out part knows have a number and cannot be listed: they stay among the
/// relevant ones, so they count as misses, as they do in service.
public struct EvaluationTask: Sendable {
    /// Which of a viewer's own films are kept out of their list.
    public enum Exclusion: String, Sendable, Codable, CaseIterable {
        /// All they met in the fit part, liked or not: what the server does.
        case met
        /// Only those they liked: some published figures are made so. Films they met and did not like stay in the
        /// running and are always misses, so every figure is lower.
        case liked
    }

    /// How a viewer is put to the model.
    enum Presentation: Sendable {
        /// The first rows by their number, as trained; rows from `trainedCount` on by their history.
        case rows(trainedCount: Int)
        /// All by their history, as if the model had never met them.
        case histories
    }

    /// [viewers, items] what is known that they liked.
    let histories: InteractionMatrix
    /// [viewers, items] what may not be listed.
    let excluded: InteractionMatrix
    /// [viewers, items] what would be right; shares nothing with `excluded`.
    let relevant: InteractionMatrix
    let presentation: Presentation
    /// The films that can be listed.
    public let eligible: ItemMask
    let traits: FilmTraits
    /// Viewers with something relevant who liked something in the fit part, ascending.
    public let warmViewers: [Int]
    /// Viewers with something relevant of whom no like is known, ascending.
    public let coldViewers: [Int]

    /// How many films there are: those of the fit part.
    public var itemCount: Int { relevant.columnCount }

    /// Asks a model trained on `fit` for what `heldOut` says.
    ///
    /// - Parameter heldOut: [users, items] over the numbers of `fit`; what `fit` knows already is not asked for.
    /// - Complexity: O(entries).
    public init(fit: TrainingSet, heldOut: InteractionMatrix, exclusion: Exclusion = .met) {
        self.init(
            histories: fit.positives, excluded: exclusion == .met ? fit.seen : fit.positives, heldOut: heldOut,
            seen: fit.seen, movies: fit.movies, presentation: .rows(trainedCount: fit.trainedUserCount))
    }

    /// - Parameters:
    ///   - seen: [users, items] what was met in the fit part: the catalogue, and how surprising each film is.
    ///   - movies: [items].
    init(
        histories: InteractionMatrix, excluded: InteractionMatrix, heldOut: InteractionMatrix, seen: InteractionMatrix,
        movies: [Movie], presentation: Presentation
    ) {
        precondition(
            heldOut.columnCount == histories.columnCount && heldOut.columnCount == seen.columnCount
                && heldOut.rowCount == histories.rowCount && heldOut.rowCount == excluded.rowCount,
            "what is held out has the numbers of the fit part")
        self.histories = histories
        self.excluded = excluded
        self.presentation = presentation
        let relevant = heldOut.subtracting(excluded)
        self.relevant = relevant
        var eligible = ItemMask(count: seen.columnCount, allowed: false)
        for column in seen.columns { eligible.allow(ItemNumber(rawValue: column)) }
        self.eligible = eligible
        traits = FilmTraits(seen, movies: movies)
        let asked = (0..<relevant.rowCount).filter { relevant.entryCount(ofRow: $0) > 0 }
        warmViewers = asked.filter { histories.entryCount(ofRow: $0) > 0 }
        coldViewers = asked.filter { histories.entryCount(ofRow: $0) == 0 }
    }
}

extension InteractionMatrix {
    /// The entries that do not stand in `other`.
    /// - Precondition: the same shape.
    /// - Complexity: O(rows + entries of both).
    func subtracting(_ other: InteractionMatrix) -> InteractionMatrix {
        precondition(rowCount == other.rowCount && columnCount == other.columnCount, "matrices of different shapes")
        var kept = MatrixRows(rowCount: rowCount)
        for row in 0..<rowCount {
            var others = other.entries(ofRow: row)
            for entry in entries(ofRow: row) {
                while let next = others.first, other.columns[next] < columns[entry] { others.removeFirst() }
                if let next = others.first, other.columns[next] == columns[entry] { continue }
                kept.append(row: Int32(row), column: columns[entry], weight: weights[entry])
            }
        }
        return kept.matrix(columnCount: columnCount)
    }
}
