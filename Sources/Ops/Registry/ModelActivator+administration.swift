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
        let code: AdministrationError.Code? =
            switch error {
            case let error as ActivationError: administrationCode(for: error.code)
            case let error as ModelStoreError: administrationCode(for: error.code)
            default: nil
            }
        return code.map { AdministrationError($0, "\(error)") } ?? error
    }

    private static func administrationCode(for code: ActivationError.Code) -> AdministrationError.Code? {
        switch code {
        case .unknownVersion: .unknownVersion
        case .nothingEarlier: .nothingToRollBack
        case .busy: .busy
        case .damaged, .failedSelfCheck: .rejected
        case .notRecorded: .notRecorded
        default: nil
        }
    }

    private static func administrationCode(for code: ModelStoreError.Code) -> AdministrationError.Code? {
        switch code {
        case .nothingEarlier: .nothingToRollBack
        case .loadFailed: .rejected
        case .superseded: .busy
        default: nil
        }
    }
}
