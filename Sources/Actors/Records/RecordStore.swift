/// Port: where served records are kept.
public protocol RecordStore: Sendable {
    /// Writes all of `records`, or throws and has written none: the writer comes back with the same ones.
    func write(_ records: [ServedRecord]) async throws
}
