/// Errors of several models under the same folds.
public struct RatingReport: Sendable, Codable {
    /// One model on one fold.
    public struct Fold: Sendable, Codable {
        /// The fold's name.
        public var name: String
        /// The root of the mean squared error.
        public var rmse: Double
        /// The mean absolute error.
        public var mae: Double
        /// Ratings held out.
        public var ratings: Int
        /// Seconds of the training.
        public var trainingSeconds: Double
        /// The most memory in use during the training, in bytes; nil where nobody looked.
        public var peakMemory: Int?
    }

    /// A group of viewers, over all folds.
    public struct Group: Sendable, Codable {
        /// The group's name, such as `gender: F`.
        public var name: String
        /// The root of the mean squared error.
        public var rmse: Double
        /// The mean absolute error.
        public var mae: Double
        /// Ratings held out, over all folds.
        public var ratings: Int
    }

    /// One model.
    public struct Row: Sendable, Codable {
        /// What the row is called.
        public var name: String
        /// The plug-in's name.
        public var model: String
        /// Every setting in force.
        public var settings: ModelSettings
        /// What another implementation reaches; nil where there is nothing to compare with.
        public var reference: RatingReference?
        /// In the order of the folds.
        public var folds: [Fold] = []
        /// Sorted by name.
        public var groups: [Group] = []

        init(_ candidate: RatingCandidate) {
            name = candidate.name
            model = candidate.model
            settings = candidate.settings
            reference = candidate.reference
        }

        /// The means over the folds, as the literature has them.
        public private(set) var rmse = 0.0
        /// The mean of the folds' mean absolute errors.
        public private(set) var mae = 0.0
        /// The mean of the folds' seconds.
        public private(set) var trainingSeconds = 0.0
        /// The most memory in use during any of the trainings, in bytes; nil where nobody looked.
        public var peakMemory: Int? { folds.compactMap(\.peakMemory).max() }
        /// Whether the reference is met; nil where there is nothing to compare with.
        public private(set) var isMet: Bool?

        private func mean(_ value: (Fold) -> Double) -> Double {
            folds.isEmpty ? 0 : folds.reduce(0) { $0 + value($1) } / Double(folds.count)
        }

        var withoutReference: Row {
            var row = self
            row.reference = nil
            row.isMet = nil
            return row
        }

        mutating func add(_ evaluation: RatingEvaluation, fold: String, seconds: Double, peakMemory: Int?) {
            guard let rmse = evaluation.total.rootMeanSquare, let mae = evaluation.total.meanAbsolute else { return }
            folds.append(
                Fold(
                    name: fold, rmse: rmse, mae: mae, ratings: evaluation.total.count, trainingSeconds: seconds,
                    peakMemory: peakMemory))
            (self.rmse, self.mae, trainingSeconds) = (mean(\.rmse), mean(\.mae), mean(\.trainingSeconds))
            isMet = reference.map { $0.isMet(rootMeanSquare: self.rmse, meanAbsolute: self.mae) }
            for (name, errors) in evaluation.groups.sorted(by: { $0.key < $1.key }) { add(errors, to: name) }
        }

        /// Means over folds, each fold weighing as many ratings as it holds out of the group.
        private mutating func add(_ errors: RatingErrors, to name: String) {
            guard let rmse = errors.rootMeanSquare, let mae = errors.meanAbsolute else { return }
            guard let place = groups.firstIndex(where: { $0.name == name }) else {
                groups.append(Group(name: name, rmse: rmse, mae: mae, ratings: errors.count))
                return groups.sort { $0.name < $1.name }
            }
            let (before, now) = (Double(groups[place].ratings), Double(errors.count))
            let squares = groups[place].rmse * groups[place].rmse * before + rmse * rmse * now
            groups[place].rmse = (squares / (before + now)).squareRoot()
            groups[place].mae = (groups[place].mae * before + mae * now) / (before + now)
            groups[place].ratings += errors.count
        }
    }

    /// How the ratings were parted, in a line.
    public var note: String
    /// Ratings over all folds, each once.
    public var ratingCount: Int
    /// Of everything random.
    public var seed: UInt64
    /// How many tasks worked at once.
    public var workers: Int
    /// The kernels that trained.
    public var instructionSet: String
    /// In the order they were asked for.
    public var rows: [Row]
}
