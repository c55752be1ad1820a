public import Actors
public import Gateway
import Models

/// What the gateway's administrators see of the activator.
extension ModelActivator: ModelAdministration {
    public func activate(version: String) async throws -> ModelVersion {
        try await activate(version: version, because: "activated by hand")
    }

    /// - Parameter reason: kept in the version's history.
    public func activate(version: String, because reason: String) async throws -> ModelVersion {
        do {
            return try await serve(version, because: reason)
        } catch {
            throw Self.administrationError(for: error)
        }
    }

    public func rollback() async throws -> ModelVersion {
        try await rollback(to: nil, because: "rolled back by hand")
    }

    /// - Parameter version: nil for the one that served before.
    public func rollback(to version: String?, because reason: String) async throws -> ModelVersion {
        do {
            guard let version else { return try await goBack(because: reason) }
            return try await goBack(to: version, because: reason)
        } catch {
            throw Self.administrationError(for: error)
        }
    }

    public func versions() async throws -> [ModelSummary] {
        let registered = Dictionary((registered() ?? []).map { ($0.version, $0) }) { $1 }
        return stored().reversed().map { stored, isActive in
            ModelSummary(
                version: stored.version, algorithm: stored.manifest?.descriptor.algorithm ?? "unreadable",
                trainedAt: stored.trainedAt, isServing: isActive,
                metrics: stored.manifest?.details.metrics ?? [:],
                stage: registered[stored.version]?.stage.rawValue,
                aliases: registered[stored.version]?.aliases.map(\.rawValue) ?? [])
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
