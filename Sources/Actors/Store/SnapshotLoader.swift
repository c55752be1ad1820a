/// Port: brings a model that served before back into memory, loaded, warmed up and checked.
///
/// The store remembers versions, not models: what is no longer served costs no memory.
public protocol SnapshotLoader: Sendable {
    func load(_ version: ModelVersion) async throws -> ServingSnapshot
}
