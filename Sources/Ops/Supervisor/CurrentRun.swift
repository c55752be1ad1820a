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
            activity: now.activity, share: now.share, loss: now.loss, secondsLeft: now.secondsLeft)
    }
}

/// How far a run is: written from any task, read without waiting for it.
final class RunProgress: Sendable {
    struct State: Sendable {
        var step = RunStep.snapshot
        var activity = "starting"
        var share: Double?
        var loss: Double?
        var secondsLeft: Double?
    }

    private let state = Mutex(State())
    var current: State { state.withLock { $0 } }

    func note(_ progress: Retraining.Progress) {
        state.withLock { state in
            switch progress {
            case .began(let step): state = State(step: step, activity: step.words)
            case .judging(.tuning(let model, let done, let count)):
                state.set(
                    "\(model): choosing settings, \(done) of \(count) tried", Double(done) / Double(max(1, count)))
            case .judging(.evaluating(let model, let share)): state.set("\(model): judging", share)
            case .judging(.training(let training)): state.set(training)
            case .fitting(let training): state.set(training)
            }
        }
    }
}

extension RunProgress.State {
    fileprivate mutating func set(_ activity: String, _ share: Double) {
        self.activity = activity
        self.share = min(1, max(0, share))
        loss = nil
        secondsLeft = nil
    }

    fileprivate mutating func set(_ training: TrainingProgress) {
        set(
            "\(training.algorithm): step \(training.step) of \(training.stepCount)",
            Double(training.step) / Double(max(1, training.stepCount)))
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
