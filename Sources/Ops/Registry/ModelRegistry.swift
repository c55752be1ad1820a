public import Actors
public import Foundation

/// Which versions there are, how far each has come, and why: what a person and the learning loop look up.
///
/// It follows `models/ACTIVE.json`, which alone decides what serves: a crash between the two is mended by
/// `reconcile(with:)`. Every method is one transaction, so that several processes may use it at once.
public struct ModelRegistry: Sendable {
    private let database: OperationsDatabase

    public init(_ database: OperationsDatabase) { self.database = database }

    // MARK: Changes

    /// Enters a version in stage None. A version that is known stays as it is, but learns its run if that was unknown.
    public func register(
        _ version: ModelVersion, lineage: Lineage, at moment: Date = Date()
    ) throws(RegistryError) {
        try change(reason: "registered", at: moment) { try $0.register(version, lineage) }
    }

    /// Enters all of them in one transaction.
    public func register(
        _ versions: [(ModelVersion, Lineage)], reason: String, at moment: Date = Date()
    ) throws(RegistryError) {
        guard !versions.isEmpty else { return }
        try change(reason: reason, at: moment) { transaction in
            for (version, lineage) in versions { try transaction.register(version, lineage) }
        }
    }

    /// Moves a version one stage on. What was in production is archived by the same transaction when another one comes;
    /// aliases go along. A version that is there already stays, and no history is written.
    ///
    /// - Throws: `.refusedTransition` when that stage does not follow, `.unknownVersion`; nothing has then changed.
    public func move(
        _ version: ModelVersion, to stage: ModelStage, reason: String, at moment: Date = Date()
    ) throws(RegistryError) {
        try change(reason: reason, at: moment) { try $0.move(version, to: stage) }
    }

    /// - Throws: `.refusedAlias` when the champion is not in production, or the challenger is.
    public func setAlias(
        _ alias: ModelAlias, to version: ModelVersion?, reason: String, at moment: Date = Date()
    ) throws(RegistryError) {
        try change(reason: reason, at: moment) { try $0.setAlias(alias, to: version) }
    }

    /// Follows what `ACTIVE.json` says: that version is in production, by permitted steps, and no other.
    ///
    /// - Parameter lineage: of a version that is not registered yet.
    /// - Returns: what changed; nothing when the registry already said so.
    @discardableResult
    public func reconcile(
        with record: ActivationRecord?, reason: String, at moment: Date = Date(),
        lineage: (ModelVersion) -> Lineage = { _ in .unknown }
    ) throws(RegistryError) -> [RegistryChange] {
        try change(reason: reason, at: moment) { transaction in
            guard let active = record?.active else { return try transaction.serveNothing() }
            try transaction.serve(active) { lineage(active) }
        }
    }

    /// Notes that a version's files are gone; what is known of it stays.
    func noteRemoval(of version: ModelVersion, reason: String, at moment: Date = Date()) throws(RegistryError) {
        try change(reason: reason, at: moment) { try $0.noteRemoval(of: version) }
    }

    /// Keeps a decision. One that is told again (the same id) is kept once.
    public func record(_ decision: DecisionRecord) throws(RegistryError) {
        try withRows(writing: true) { try $0.insert(decision) }
    }

    // MARK: Look-ups

    public func version(_ version: ModelVersion) throws(RegistryError) -> RegisteredVersion? {
        try withRows { try $0.versions(version).first }
    }

    /// The oldest registration first.
    public func versions() throws(RegistryError) -> [RegisteredVersion] {
        try withRows { try $0.versions() }
    }

    public func production() throws(RegistryError) -> RegisteredVersion? {
        try withRows { rows in try rows.entry(in: .production).flatMap { try rows.versions($0.version).first } }
    }

    public func version(called alias: ModelAlias) throws(RegistryError) -> ModelVersion? {
        try withRows { try $0.entry(called: alias)?.version }
    }

    /// The oldest change first; empty for a version that is not known.
    public func history(of version: ModelVersion) throws(RegistryError) -> [RegistryChange] {
        try withRows { rows in try rows.entry(of: version).map { try rows.history(of: $0) } ?? [] }
    }

    /// The latest first.
    /// - Parameter version: leaves only those in which it was champion or challenger.
    public func decisions(
        about version: ModelVersion? = nil, limit: Int
    ) throws(RegistryError) -> [DecisionRecord] {
        try withRows { try $0.decisions(about: version, limit: limit) }
    }

    // MARK: Transactions

    @discardableResult
    private func change(
        reason: String, at moment: Date, _ body: (inout RegistryTransaction) throws -> Void
    ) throws(RegistryError) -> [RegistryChange] {
        try withRows(writing: true) { rows in
            var transaction = RegistryTransaction(rows, reason: reason, at: moment)
            try body(&transaction)
            return transaction.changes
        }
    }

    /// An error of the rules takes the transaction back and passes as it is.
    private func withRows<Value>(
        writing: Bool = false, _ body: (RegistryRows) throws -> Value
    ) throws(RegistryError) -> Value {
        var refusal: RegistryError?
        func run(_ rows: RegistryRows) throws -> Value {
            do { return try body(rows) } catch let error as RegistryError {
                refusal = error
                throw error
            }
        }
        do {
            return writing
                ? try database.write { try run(RegistryRows(database: $0)) }
                : try database.read { try run(RegistryRows(database: $0)) }
        } catch {
            throw refusal ?? RegistryError(.storage, error.message)
        }
    }
}
