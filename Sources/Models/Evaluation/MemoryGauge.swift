/// Looks at the process's memory, so that a comparison can say what each model needs. How that is done is the system's
/// business: whoever compares supplies it.
public protocol MemoryGauge: Sendable {
    /// Bytes that are allocated now; nil where the allocator does not tell.
    var allocatedBytes: Int? { get }
    /// Bytes of memory the process has now; nil where the system does not tell.
    var residentBytes: Int? { get }
    /// The most it had since `startPeak`.
    var peakResidentBytes: Int? { get }
    /// Forgets the peak so far.
    func startPeak()
}

extension MemoryGauge {
    /// What a loaded model keeps: its tensors, which are mapped from the artefact, and what it allocates over them, in
    /// bytes. Nil where nobody can tell.
    /// - Throws: `ArtefactError` when the model cannot be loaded from its own tensors.
    func resident(_ model: any Recommender, _ plugin: any ModelPlugin) throws(ArtefactError) -> Int? {
        let tensors = model.tensors()
        guard let before = allocatedBytes else { return nil }
        let loaded = try plugin.load(TensorArchive(tensors), descriptor: model.descriptor)
        let after = allocatedBytes
        let mapped = tensors.reduce(0) { $0 + $1.bytes.count }
        return withExtendedLifetime(loaded) { after.map { mapped + max(0, $0 - before) } }
    }
}
