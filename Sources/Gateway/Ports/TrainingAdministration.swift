/// Port: training again. Ops supplies it; it knows the schedule and the runs.
public protocol TrainingAdministration: Sendable {
    /// Starts a run now, whatever the schedule says.
    /// - Returns: its id.
    /// - Throws: `AdministrationError` with `.training` while one is under way, with `.unknownSetting` for what no run can
    ///   be asked for.
    func startTraining(_ request: TrainingRequest) async throws -> String

    /// Stops the run that is under way; the model that serves goes on.
    /// - Returns: its id; nil when there is none.
    func cancelTraining() async throws -> String?

    func trainingState() async throws -> TrainingState

    /// The run under way; nil when there is none. Cheap: asked every second by whoever watches.
    func trainingRun() async -> TrainingState.Run?

    /// Runs that have ended, the latest first, at most `limit`.
    func trainingRuns(limit: Int) async throws -> [TrainingState.Ended]
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
        /// The model it is busy with, where it is one.
        public var model: String?
        /// The epoch just finished, from 1, and how many there will be, where the model has epochs.
        public var epoch: Int?
        public var epochCount: Int?
        /// 0…1 of the activity, where known.
        public var share: Double?
        public var loss: Double?
        /// Of the activity, where known.
        public var secondsLeft: Double?

        public init(
            id: String, reasons: [String], startedAt: Double, step: String, activity: String, model: String? = nil,
            epoch: Int? = nil, epochCount: Int? = nil, share: Double? = nil, loss: Double? = nil,
            secondsLeft: Double? = nil
        ) {
            self.id = id
            self.reasons = reasons
            self.startedAt = startedAt
            self.step = step
            self.activity = activity
            self.model = model
            self.epoch = epoch
            self.epochCount = epochCount
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
        /// Why it ran.
        public var reasons: [String]
        /// Seconds since 1970.
        public var startedAt: Double
        public var endedAt: Double

        public init(
            id: String, status: String, outcome: String, reasons: [String] = [], startedAt: Double, endedAt: Double
        ) {
            self.id = id
            self.status = status
            self.outcome = outcome
            self.reasons = reasons
            self.startedAt = startedAt
            self.endedAt = endedAt
        }
    }

    /// A change of mind: whether to train, why, and what was measured then.
    public struct Decision: Sendable, Equatable {
        /// Seconds since 1970.
        public var at: Double
        /// `train` or `wait`.
        public var kind: String
        public var reasons: [String]
        public var signals: [Signal]
        /// The run it started.
        public var runID: String?

        /// One thing that was measured.
        public struct Signal: Sendable, Equatable {
            public var name: String
            public var value: Double
            /// What it is held against; nil where nothing is.
            public var limit: Double?
            public var sentence: String

            public init(name: String, value: Double, limit: Double? = nil, sentence: String) {
                self.name = name
                self.value = value
                self.limit = limit
                self.sentence = sentence
            }
        }

        public init(at: Double, kind: String, reasons: [String], signals: [Signal], runID: String? = nil) {
            self.at = at
            self.kind = kind
            self.reasons = reasons
            self.signals = signals
            self.runID = runID
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
    /// The latest changes of mind, the latest first.
    public var decisions: [Decision]

    public init(
        run: Run? = nil, ended: [Ended] = [], reasons: [String] = [], nextScheduledAt: Double? = nil, newEvents: Int,
        decisions: [Decision] = []
    ) {
        self.run = run
        self.ended = ended
        self.reasons = reasons
        self.nextScheduledAt = nextScheduledAt
        self.newEvents = newEvents
        self.decisions = decisions
    }
}
