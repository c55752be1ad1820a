/// A model with settings, as a row of a table of rating errors.
public struct RatingCandidate: Sendable, Equatable {
    /// What its row is called.
    public var name: String
    /// The plug-in's name.
    public var model: String
    /// What is given; the rest are the defaults.
    public var settings: ModelSettings
    /// What another implementation reaches on MovieLens 100K's own folds.
    public var reference: RatingReference?

    /// - Parameter model: the plug-in's name; nil when the row is called like it.
    public init(_ name: String, model: String? = nil, settings: ModelSettings = [:], reference: RatingReference? = nil)
    {
        self.name = name
        self.model = model ?? name
        self.settings = settings
        self.reference = reference
    }

    /// Every model of ratings that comes with the package, with its defaults.
    public static let standard = [
        RatingCandidate("baseline", reference: RatingReference(0.9457, 0.7499)),
        RatingCandidate("svd", reference: RatingReference(0.9380, 0.7390)),
        RatingCandidate("svdpp", reference: RatingReference(0.9218, 0.7238)),
        RatingCandidate("nmf", reference: RatingReference(0.9689, 0.7619)),
        RatingCandidate(
            "nmf-unbiased", model: "nmf",
            settings: ["biased": .flag(false), "regularization": .number(0.1)],
            reference: RatingReference(0.9689, 0.7619)),
        knn("knn-user-msd", "user", "msd", "basic", RatingReference(0.9801, 0.7744)),
        knn("knn-item-cosine-means", "item", "cosine", "means", RatingReference(0.9444, 0.7419)),
        knn("knn-user-msd-baseline", "user", "msd", "baseline", RatingReference(0.9323, 0.7345)),
        knn("knn-item-pearson-baseline", "item", "pearson-baseline", "baseline", RatingReference(0.9204, 0.7214)),
        RatingCandidate("knn"),
    ]

    private static func knn(
        _ name: String, _ side: String, _ similarity: String, _ prediction: String, _ reference: RatingReference
    ) -> RatingCandidate {
        RatingCandidate(
            name, model: "knn",
            settings: ["side": .text(side), "similarity": .text(similarity), "prediction": .text(prediction)],
            reference: reference)
    }
}

/// Errors of another implementation: the mean of u1 to u5 of MovieLens 100K, by Surprise 1.1.5 with its defaults.
public struct RatingReference: Sendable, Equatable, Codable {
    /// The root of the mean squared error.
    public var rootMeanSquare: Double
    /// The mean absolute error.
    public var meanAbsolute: Double

    /// The folds that the figures are of.
    static let folds = ["u1", "u2", "u3", "u4", "u5"]
    static let ratingCount = 100_000

    public init(_ rootMeanSquare: Double, _ meanAbsolute: Double) {
        self.rootMeanSquare = rootMeanSquare
        self.meanAbsolute = meanAbsolute
    }

    /// Whether the errors are no larger, to the four digits that the figures have.
    public func isMet(rootMeanSquare: Double, meanAbsolute: Double) -> Bool {
        (rootMeanSquare * 10_000).rounded() <= (self.rootMeanSquare * 10_000).rounded()
            && (meanAbsolute * 10_000).rounded() <= (self.meanAbsolute * 10_000).rounded()
    }
}
