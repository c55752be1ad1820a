import Models

/// The model being served. Reading never suspends; a swap is one assignment.
///
/// ```
///   request ─ current ──┐ (a reference, taken once)
///                       ▼
///   swap ───► [ the one reference ] ◄─── rollback (loads the version served before, then assigns)
/// ```
/// After `swap` returns no new request reads the old snapshot. Requests in flight finish on the one they took; with
/// the last of them its memory goes.
public actor ModelStore {
    private nonisolated let serving: Locked<ServingSnapshot?>
    /// Versions served before the current one, the latest last; bounded.
    private var earlier: [ModelVersion] = []
    private let loader: (any SnapshotLoader)?
    private nonisolated let counters: CounterBoard

    /// How many versions a rollback can go back through.
    public static let maximumEarlier = 16

    /// - Parameter snapshot: what serves first; nil while there is no model.
    public init(
        serving snapshot: ServingSnapshot? = nil, loader: (any SnapshotLoader)? = nil,
        counters: CounterBoard = CounterBoard()
    ) {
        serving = Locked(snapshot)
        self.loader = loader
        self.counters = counters
    }

    /// What serves now; nil until a first model is there.
    public nonisolated var current: ServingSnapshot? { serving.withLock { $0 } }

    /// The versions a rollback would go back through, the next one first.
    public var rollbackVersions: [ModelVersion] { earlier.reversed() }

    /// Serves `snapshot` from now on.
    /// - Returns: what served until now; let go of it soon, it is the old model's memory.
    @discardableResult
    public func swap(to snapshot: ServingSnapshot) -> ServingSnapshot? {
        let old = replace(by: snapshot)
        if let old, old.version != snapshot.version { remember(old.version) }
        counters.add(.swaps)
        return old
    }

    /// Serves the version that served before the current one, and forgets the current one.
    ///
    /// The old version serves until the earlier one is loaded. A swap that comes in between wins: the rollback then
    /// fails with `.superseded` and changes nothing.
    /// - Parameter record: called right before the change with the version that will serve and those before it, the
    ///   latest last: the place to make the change durable. When it throws, nothing changes.
    /// - Throws: `ModelStoreError`; what `record` throws.
    @discardableResult
    public func rollback(
        recording record: @Sendable (ModelVersion, [ModelVersion]) throws -> Void = { _, _ in }
    ) async throws -> ServingSnapshot {
        guard let target = earlier.last, let loader else {
            throw ModelStoreError(.nothingEarlier, "no earlier model is known; activate a version by name")
        }
        let before = current?.serial
        let snapshot: ServingSnapshot
        do {
            snapshot = try await loader.load(target)
        } catch {
            throw ModelStoreError(.loadFailed, "version \(target) could not be loaded: \(error)")
        }
        guard current?.serial == before, earlier.last == target else {
            throw ModelStoreError(.superseded, "another model was activated while \(target) was loading")
        }
        try record(target, earlier.dropLast())
        earlier.removeLast()
        _ = replace(by: snapshot)
        counters.add(.rollbacks)
        return snapshot
    }

    /// Lets a restarted process roll back to what the one before it had served, the latest last.
    public func restoreEarlier(_ versions: [ModelVersion]) { earlier = Array(versions.suffix(Self.maximumEarlier)) }

    private func replace(by snapshot: ServingSnapshot) -> ServingSnapshot? {
        serving.withLock { serving in
            let old = serving
            serving = snapshot
            return old
        }
    }

    private func remember(_ version: ModelVersion) {
        earlier.append(version)
        if earlier.count > Self.maximumEarlier { earlier.removeFirst() }
    }
}

/// Why the served model did not change.
public struct ModelStoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What stood in the way.
    public struct Code: Sendable, Equatable {
        private enum Kind: Equatable { case nothingEarlier, loadFailed, superseded }
        private let kind: Kind
        /// Nothing served before the current model, or nothing can load it.
        public static let nothingEarlier = Code(kind: .nothingEarlier)
        /// The earlier version could not be loaded.
        public static let loadFailed = Code(kind: .loadFailed)
        /// Another model was activated in the meantime.
        public static let superseded = Code(kind: .superseded)
    }

    /// What stood in the way.
    public var code: Code
    /// What, and what to try.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
