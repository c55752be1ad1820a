/// Collects what a trainer tells of its loss.
final class LearningCurve: Sendable {
    private let collected = Locked<[LearningPoint]>([])

    /// Steps that tell no loss, or one that is no number, are left out.
    func append(_ progress: TrainingProgress) {
        guard let loss = progress.loss, loss.isFinite else { return }
        let point = LearningPoint(step: progress.step, secondsElapsed: progress.secondsElapsed, loss: loss)
        collected.withLock { $0.append(point) }
    }

    var points: [LearningPoint] { collected.withLock { $0 } }
}
