import Foundation
import Gateway
import Models
import Synchronization

extension KeptRecords {
    /// On threads that run when no other wants the processor.
    func difference(_ before: String, _ after: String) async throws -> ModelDiff {
        guard desk.begin() else {
            throw AdministrationError(.busy, "two versions are being compared already; ask again in a moment")
        }
        defer { desk.end() }
        let workers = max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
        do {
            return try await IdleExecutor(threadCount: workers, name: "comparing").run { [home] in
                try await ModelDiff.between(before, after, in: home, options: ModelDiff.Options(workerCount: workers))
            }
        } catch let error as ActivationError where error.code == .unknownVersion {
            throw AdministrationError(.unknownVersion, error.message)
        } catch let error as ArtefactError {
            throw AdministrationError(.rejected, "\(error)")
        }
    }
}

/// One comparison at a time: each holds two models in memory.
final class ComparingDesk: Sendable {
    private let isTaken = Atomic(false)

    func begin() -> Bool {
        isTaken.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged
    }
    func end() { isTaken.store(false, ordering: .releasing) }
}
