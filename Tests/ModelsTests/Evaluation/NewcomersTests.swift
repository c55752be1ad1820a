import TestSupport
import Testing

@testable import Models

@Suite struct NewcomersTests {
    /// Viewer 0 has a past; 1 and 2 have none, and met film 0 without liking it.
    private let fit = TrainingSet.fixture(
        likes: [[0, 1, 2, 3, 4, 5], [], []], disliked: [[], [0], []], itemCount: 6)

    /// Viewer 1 liked 5, 4, 3, 2, 1 in that order of time, viewer 2 too few films.
    private func task(known: Int) -> EvaluationTask {
        let heldOut = InteractionMatrix(
            rows: [[], [1, 2, 3, 4, 5], [1, 2]].map { $0.map { (column: $0, weight: 1) } }, columnCount: 6)
        return EvaluationTask.newcomers(
            fit: fit, heldOut: heldOut, heldOutTimes: FrozenArray([50, 40, 30, 20, 10, 1, 2]), known: known,
            reservedLikes: 3)
    }

    @Test func `the first likes are known, and what comes after the reserved ones is asked for`() {
        let task = task(known: 2)
        #expect(task.warmViewers == [1] && task.coldViewers.isEmpty)
        #expect(Array(task.histories.columns) == [4, 5])
        #expect(Array(task.relevant.columns) == [1, 2])
        #expect(Array(task.excluded.columns) == [0, 3, 4, 5], "what was met and what is reserved is not listed")
    }

    @Test func `with nothing known the same is asked for, of somebody unknown`() {
        let task = task(known: 0)
        #expect(task.warmViewers.isEmpty && task.coldViewers == [1])
        #expect(Array(task.relevant.columns) == [1, 2])
    }
}
