/// What every model of ratings keeps of its training data.
public struct RatedData: Sendable {
    /// [users, items] of all viewers, the trained ones first.
    public let ratings: InteractionMatrix
    /// The lowest and the highest rating.
    public let scale: ClosedRange<Float>
    /// The mean of the ratings above the mean: what a like without stars is taken for.
    public let likeRating: Float
    /// How far each film's rating is believed when films are ranked.
    let belief: RatingBelief

    /// - Parameter trainedUserCount: the first so many users count.
    /// - Complexity: O(ratings).
    init(_ ratings: InteractionMatrix, trainedUserCount: Int, doubt: Double) {
        self.ratings = ratings
        let trained = ratings.prefix(rows: min(trainedUserCount, ratings.rowCount))
        let statistics = RatingStatistics(trained.weights)
        scale = statistics.scale
        likeRating = statistics.likeRating
        var counts = [Int](repeating: 0, count: ratings.columnCount)
        for item in trained.columns { counts[Int(item)] += 1 }
        belief = RatingBelief(counts: counts, floor: statistics.floor, doubt: doubt)
    }

    /// - Throws: when nothing was rated.
    init(_ trainingSet: TrainingSet, doubt: Double) throws(TrainingError) {
        self.init(trainingSet.ratings, trainedUserCount: trainingSet.trainedUserCount, doubt: doubt)
        guard trainingSet.ratings.prefix(rows: trainingSet.trainedUserCount).entryCount > 0 else {
            throw TrainingError(
                .emptyData, "no film was given stars by anybody; import ratings, or train a model of likes (als, ease)")
        }
    }

    func clamped(_ rating: Float) -> Float { min(max(rating, scale.lowerBound), scale.upperBound) }
}

/// What is said of ratings without looking who gave them.
private struct RatingStatistics {
    var scale: ClosedRange<Float> = 0...0
    var likeRating: Float = 0
    /// μ − σ.
    var floor: Float = 0

    /// - Complexity: O(ratings).
    init(_ ratings: FrozenArray<Float>) {
        guard let first = ratings.first else { return }
        var (lowest, highest) = (first, first)
        var (sum, squares) = (0.0, 0.0)
        for rating in ratings {
            lowest = min(lowest, rating)
            highest = max(highest, rating)
            sum += Double(rating)
            squares += Double(rating) * Double(rating)
        }
        let mean = sum / Double(ratings.count)
        var (likes, likedSum) = (0, 0.0)
        for rating in ratings where Double(rating) >= mean {
            likes += 1
            likedSum += Double(rating)
        }
        scale = lowest...highest
        likeRating = Float(likedSum / Double(max(1, likes)))
        floor = Float(mean - max(0, squares / Double(ratings.count) - mean * mean).squareRoot())
    }
}

/// How predicted ratings become an order of films.
///
/// By the prediction alone films stand first that two people happened to give 5 stars. So a film is scored as if, besides
/// its n ratings, `doubt` people had given it μ − σ, which is what a film that nobody speaks of is taken for:
///
///     score = belief · r̂ + (1 − belief) · (μ − σ),  belief = n / (n + doubt)
///
/// It is the damped mean, with a viewer's own prediction in the place of the film's mean. 0 ranks by the prediction.
struct RatingBelief: Sendable {
    /// [items] 0…1.
    let shares: FrozenArray<Float>
    /// μ − σ.
    let floor: Float

    static let standardDoubt = 300.0
    static let description = SettingDescription(
        "doubt", default: .number(standardDoubt),
        "films are ranked as if so many more people had given them a poor rating, 0…100000; 0 ranks by prediction alone"
    )

    init(counts: [Int], floor: Float, doubt: Double) {
        self.floor = floor
        shares = FrozenArray(counts.map { Float(Double($0) / max(Double($0) + doubt, 1)) })
    }

    /// The score of `item` for a predicted rating.
    @inline(__always) func score(_ rating: Float, of item: Int) -> Float {
        shares[item] * rating + (1 - shares[item]) * floor
    }
}

// MARK: - Artefact

extension RatedData {
    var tensors: [NamedTensor] { ratings.tensors.map { $0.inSection("ratings") } }

    /// - Parameter descriptor: of the model; its `doubt` is read.
    init(_ archive: TensorArchive, descriptor: ModelDescriptor, doubt: Double) throws(ArtefactError) {
        let section = archive.section("ratings")
        let offsets = try section.tensor("offsets", shape: [nil], as: Int64.self)
        guard offsets.count > descriptor.userCount else {
            throw ArtefactError(.invalidModel, "the model has ratings of fewer viewers than it was trained with")
        }
        let ratings = try InteractionMatrix(
            section, rowCount: offsets.count - 1, columnCount: descriptor.itemCount, isSigned: true)
        self.init(ratings, trainedUserCount: descriptor.userCount, doubt: doubt)
    }
}
