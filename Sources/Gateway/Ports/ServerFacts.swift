/// Port: what the server knows of itself as a process. Ops supplies it; reading it is cheap.
public protocol ServerFacts: Sendable {
    /// The version of the program, as `marquee --version` prints it.
    var softwareVersion: String { get }

    /// The process as the system sees it now. Fields that cannot be known here are nil.
    func process() -> ProcessFacts
}

/// Figures of the process, as Prometheus names them (`process_…`).
public struct ProcessFacts: Sendable, Equatable {
    public var residentBytes: Int?
    public var virtualBytes: Int?
    /// What the allocator has handed out, where it says so.
    public var allocatedBytes: Int?
    public var openFiles: Int?
    public var maximumFiles: Int?
    public var threads: Int?
    /// User and system time since start, seconds.
    public var processorSeconds: Double?
    /// Seconds since 1970-01-01T00:00:00Z.
    public var startTime: Double?

    public init(
        residentBytes: Int? = nil, virtualBytes: Int? = nil, allocatedBytes: Int? = nil, openFiles: Int? = nil,
        maximumFiles: Int? = nil, threads: Int? = nil, processorSeconds: Double? = nil, startTime: Double? = nil
    ) {
        self.residentBytes = residentBytes
        self.virtualBytes = virtualBytes
        self.allocatedBytes = allocatedBytes
        self.openFiles = openFiles
        self.maximumFiles = maximumFiles
        self.threads = threads
        self.processorSeconds = processorSeconds
        self.startTime = startTime
    }
}
