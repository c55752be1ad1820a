/// Port: brings a model that served before back into memory, loaded, warmed up and checked.
///
/// The store remembers versions, not models: what is no longer served costs no memory.
public protocol SnapshotLoader: Sendable {
    /// The version as a snapshot, ready to serve.
    func load(_ version: ModelVersion) async throws -> ServingSnapshot
}
