/// Makes a model from a training set. Training returns a new model; nothing is fitted in place.
public protocol Trainer: Sendable {
    /// Trains on every core that `options` allows.
    ///
    /// Same data, seed and settings give the same model, whatever the number of workers.
    /// - Throws: `TrainingError`: the data cannot be trained on, the arithmetic failed, or the task was cancelled.
    func train(on trainingSet: TrainingSet, options: TrainingOptions) async throws(TrainingError) -> any Recommender
}

/// What every trainer takes besides its own settings.
public struct TrainingOptions: Sendable {
    /// Determines everything random: the same one gives the same model.
    public var seed: UInt64
    /// How many tasks work at once; ≥ 1. Does not change the result.
    public var workerCount: Int
    /// Pinned for reproducible bytes across machines.
    public var instructionSet: InstructionSet
    /// The earlier model that a `StartsWarm` trainer begins from; nil begins from random numbers.
    public var start: WarmStart?
    /// Called between steps, from any task; must return at once.
    public var progress: @Sendable (TrainingProgress) -> Void

    /// - Parameter workerCount: taken as 1 where it is less.
    public init(
        seed: UInt64 = 42, workerCount: Int, instructionSet: InstructionSet = .detected, start: WarmStart? = nil,
        progress: @escaping @Sendable (TrainingProgress) -> Void = { _ in }
    ) {
        self.seed = seed
        self.workerCount = max(1, workerCount)
        self.instructionSet = instructionSet
        self.start = start
        self.progress = progress
    }
}

/// How far a training run is.
public struct TrainingProgress: Sendable, Equatable {
    /// The plug-in's name.
    public var algorithm: String
    /// The sweep or epoch just finished, from 1.
    public var step: Int
    /// How many steps there are at most.
    public var stepCount: Int
    /// The objective after this step, where the algorithm has one.
    public var loss: Double?
    /// Since the training began.
    public var secondsElapsed: Double
    /// Interactions processed each second.
    public var rate: Double?

    public init(
        algorithm: String, step: Int, stepCount: Int, loss: Double? = nil, secondsElapsed: Double, rate: Double? = nil
    ) {
        self.algorithm = algorithm
        self.step = step
        self.stepCount = stepCount
        self.loss = loss
        self.secondsElapsed = secondsElapsed
        self.rate = rate
    }

    /// Seconds left at the pace so far.
    public var secondsLeft: Double? {
        step > 0 ? secondsElapsed / Double(step) * Double(stepCount - step) : nil
    }
}

/// Why no model came out.
public struct TrainingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of reason it is.
    public struct Code: Sendable, Equatable {
        private enum Kind: Equatable {
            case emptyData, diverged, notPositiveDefinite, cancelled, unsuitableModel, unsuitableStart
        }
        private let kind: Kind
        /// Nothing to learn from.
        public static let emptyData = Code(kind: .emptyData)
        /// The loss or a factor is no longer finite.
        public static let diverged = Code(kind: .diverged)
        /// A normal matrix could not be factorised.
        public static let notPositiveDefinite = Code(kind: .notPositiveDefinite)
        /// The task was cancelled; nothing was kept.
        public static let cancelled = Code(kind: .cancelled)
        /// A blend was given a base that lacks an ability it needs.
        public static let unsuitableModel = Code(kind: .unsuitableModel)
        /// The earlier model it was to begin from is of another kind or shape, or knows none of the films.
        public static let unsuitableStart = Code(kind: .unsuitableStart)
    }

    /// What kind of reason it is.
    public var code: Code
    /// What, where, and what to try.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
