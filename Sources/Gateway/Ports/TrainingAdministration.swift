/// Port: training again. Ops supplies it; it knows the schedule and the runs.
public protocol TrainingAdministration: Sendable {
    /// Starts a run now, whatever the schedule says.
    /// - Returns: its id.
    /// - Throws: `AdministrationError` with `.busy` while one is under way.
    func startTraining() async throws -> String

    /// Stops the run that is under way; the model that serves goes on.
    /// - Returns: its id; nil when there is none.
    func cancelTraining() async throws -> String?

    func trainingState() async throws -> TrainingState
}

/// What the supervisor is doing, and what it waits for.
public struct TrainingState: Sendable, Equatable {
    /// A run under way.
    public struct Run: Sendable, Equatable {
        public var id: String
        public var reasons: [String]
        /// Seconds since 1970.
        public var startedAt: Double
        /// `snapshot`, `judge`, `publish`, `decide` or `apply`.
        public var step: String
        /// What it is doing in that step, for a person.
        public var activity: String
        /// 0…1 of the activity, where known.
        public var share: Double?
        public var loss: Double?
        /// Of the activity, where known.
        public var secondsLeft: Double?

        public init(
            id: String, reasons: [String], startedAt: Double, step: String, activity: String, share: Double? = nil,
            loss: Double? = nil, secondsLeft: Double? = nil
        ) {
            self.id = id
            self.reasons = reasons
            self.startedAt = startedAt
            self.step = step
            self.activity = activity
            self.share = share
            self.loss = loss
            self.secondsLeft = secondsLeft
        }
    }

    /// A run that has ended.
    public struct Ended: Sendable, Equatable {
        public var id: String
        /// `finished`, `failed` or `killed`.
        public var status: String
        public var outcome: String
        public var endedAt: Double

        public init(id: String, status: String, outcome: String, endedAt: Double) {
            self.id = id
            self.status = status
            self.outcome = outcome
            self.endedAt = endedAt
        }
    }

    public var run: Run?
    /// The latest first.
    public var ended: [Ended]
    /// Why the supervisor trains or waits, as last decided.
    public var reasons: [String]
    /// Seconds since 1970; nil without a schedule.
    public var nextScheduledAt: Double?
    /// Events stored since the data of the last run were named.
    public var newEvents: Int

    public init(
        run: Run? = nil, ended: [Ended] = [], reasons: [String] = [], nextScheduledAt: Double? = nil, newEvents: Int
    ) {
        self.run = run
        self.ended = ended
        self.reasons = reasons
        self.nextScheduledAt = nextScheduledAt
        self.newEvents = newEvents
    }
}
