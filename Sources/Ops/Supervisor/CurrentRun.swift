import Foundation
import Gateway
import Models
import Synchronization

/// The run under way. Its progress is written by the run.
struct CurrentRun {
    let id: RunID
    let reasons: [String]
    let startedAt: Date
    let progress: RunProgress
    let task: Task<Void, Never>

    var state: TrainingState.Run {
        let now = progress.current
        return TrainingState.Run(
            id: id.rawValue, reasons: reasons, startedAt: startedAt.timeIntervalSince1970, step: now.step.rawValue,
            activity: now.activity, model: now.model, epoch: now.epoch, epochCount: now.epochCount, share: now.share,
            loss: now.loss, secondsLeft: now.secondsLeft)
    }
}

/// How far a run is: written from any task, read without waiting for it.
final class RunProgress: Sendable {
    struct State: Sendable {
        var step = RunStep.snapshot
        var activity = "starting"
        /// The model it is busy with, where it is one.
        var model: String?
        /// The epoch just finished, from 1, and how many there will be, where the model has epochs.
        var epoch: Int?
        var epochCount: Int?
        var share: Double?
        var loss: Double?
        var secondsLeft: Double?
    }

    private let state: Mutex<(state: State, pace: Pace)>
    private let clock: @Sendable () -> Duration
    var current: State { state.withLock { $0.state } }

    /// - Parameter clock: time since any moment, for what is left.
    init(clock: @escaping @Sendable () -> Duration = RunProgress.elapsed()) {
        self.clock = clock
        state = Mutex((State(), Pace()))
    }

    private static func elapsed() -> @Sendable () -> Duration {
        let start = ContinuousClock.now
        return { ContinuousClock.now - start }
    }

    func note(_ progress: Retraining.Progress) {
        let now = clock()
        state.withLock { kept in
            kept.state = State(kept.state.step, progress)
            guard kept.state.secondsLeft == nil else { return }
            let what = "\(kept.state.step) \(kept.state.model ?? "")"
            kept.state.secondsLeft = kept.pace.secondsLeft(of: what, share: kept.state.share, at: now)
        }
    }

    /// What is left of an activity that does not tell so itself, at the pace so far.
    private struct Pace {
        var activity = ""
        var began = Duration.zero
        var firstShare = 0.0

        mutating func secondsLeft(of what: String, share: Double?, at now: Duration) -> Double? {
            guard let share else { return nil }
            if what != activity || share < firstShare {
                activity = what
                began = now
                firstShare = share
            }
            let done = share - firstShare
            return done > 0 ? (now - began) / .seconds(1) / done * (1 - share) : nil
        }
    }
}

extension RunProgress.State {
    /// What `progress` tells, in the step that was under way.
    fileprivate init(_ step: RunStep, _ progress: Retraining.Progress) {
        self.init()
        self.step = step
        switch progress {
        case .began(let step):
            self.step = step
            activity = step.words
        case .judging(.tuning(let model, let done, let count)):
            set(
                model, "\(model): choosing settings, \(done) of \(count) tried",
                Double(done) / Double(max(1, count)))
        case .judging(.evaluating(let model, let share)): set(model, "\(model): judging", share)
        case .judging(.training(let training)), .fitting(let training): set(training)
        }
    }

    private mutating func set(_ model: String, _ activity: String, _ share: Double) {
        self.model = model
        self.activity = activity
        self.share = min(1, max(0, share))
    }

    private mutating func set(_ training: TrainingProgress) {
        set(
            training.algorithm, "\(training.algorithm): step \(training.step) of \(training.stepCount)",
            Double(training.step) / Double(max(1, training.stepCount)))
        epoch = training.step
        epochCount = training.stepCount
        loss = training.loss
        secondsLeft = training.secondsLeft
    }
}

extension RunStep {
    /// What it does, for a person.
    public var words: String {
        switch self {
        case .snapshot: "naming the data"
        case .judge: "judging the candidates"
        case .publish: "training the best on everything"
        case .decide: "asking the gate"
        case .apply: "doing what was decided"
        }
    }
}
