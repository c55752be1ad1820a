public import Actors
public import Gateway
import Models

/// What the gateway's administrators see of the activator.
extension ModelActivator: ModelAdministration {
    public func activate(version: String) async throws -> ModelVersion {
        do {
            return try await serve(version)
        } catch {
            throw Self.administrationError(for: error)
        }
    }

    public func rollback() async throws -> ModelVersion {
        do {
            return try await goBack()
        } catch {
            throw Self.administrationError(for: error)
        }
    }

    public func versions() async throws -> [ModelSummary] {
        stored().reversed().map { stored, isActive in
            ModelSummary(
                version: stored.version, algorithm: stored.manifest?.descriptor.algorithm ?? "unreadable",
                trainedAt: stored.trainedAt, isServing: isActive,
                metrics: stored.manifest?.details.metrics ?? [:])
        }
    }

    private static func administrationError(for error: any Error) -> any Error {
        guard let error = error as? ActivationError else { return error }
        switch error.code {
        case .unknownVersion: return AdministrationError(.unknownVersion, error.message)
        case .nothingEarlier: return AdministrationError(.nothingToRollBack, error.message)
        case .busy: return AdministrationError(.busy, error.message)
        case .damaged, .failedSelfCheck: return AdministrationError(.rejected, error.message)
        default: return error
        }
    }
}
