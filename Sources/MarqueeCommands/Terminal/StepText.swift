import Foundation
import Models
import Ops

/// A step of training or comparing, in words.
struct StepText {
    var text: String
    var fraction: Double?

    init(_ step: TrainingRunProgress) {
        switch step {
        case .loading: self.init(text: "reading the data")
        case .comparing(let step): self.init(step)
        case .fitting(let step):
            self.init(step)
            text += ", on everything"
        case .publishing: self.init(text: "writing the model")
        }
    }

    init(_ step: Retraining.Progress) {
        switch step {
        case .began(let step): self.init(text: step.words)
        case .judging(let step): self.init(step)
        case .fitting(let step):
            self.init(step)
            text += ", on everything"
        }
    }

    init(_ step: ModelComparison.Progress) {
        switch step {
        case .tuning(let model, let done, let count):
            self.init(
                text: "\(model): choosing settings, \(done) of \(count) tried", fraction: Double(done) / Double(count))
        case .training(let step): self.init(step)
        case .evaluating(let model, let share): self.init(text: "\(model): judging", fraction: share)
        }
    }

    init(_ step: TrainingProgress) {
        var parts = ["\(step.algorithm): step \(step.step) of \(step.stepCount)"]
        if let loss = step.loss { parts.append("loss " + String(format: "%.4g", loss)) }
        if let rate = step.rate { parts.append(String(format: "%.2g likes/s", rate)) }
        if let left = step.secondsLeft { parts.append(String(format: "%.1f s left", left)) }
        self.init(
            text: parts.joined(separator: ", "), fraction: Double(step.step) / Double(max(1, step.stepCount)))
    }

    init(text: String, fraction: Double? = nil) {
        self.text = text
        self.fraction = fraction
    }
}
