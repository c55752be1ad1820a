import Foundation
public import Models

/// This process's memory, as Linux and jemalloc tell it.
public struct ProcessMemory: MemoryGauge {
    public init() {}

    public var allocatedBytes: Int? { Jemalloc.allocatedBytes }
    public var residentBytes: Int? { ProcessStatus.bytes("VmRSS") }
    public var peakResidentBytes: Int? { ProcessStatus.bytes("VmHWM") }

    /// What was freed is given back first, or a model trained in the room of the one before would seem to need nothing.
    /// Writing 5 there sets the peak to what is resident now (proc(5)); where that is not allowed the peak stays the one
    /// since the process began.
    public func startPeak() {
        Jemalloc.releaseUnused()
        guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
        defer { try? file.close() }
        try? file.write(contentsOf: Data("5".utf8))
    }
}

/// The figures of `/proc/self/status`.
enum ProcessStatus {
    /// The lines `Name:  123 kB` as numbers; empty where there is no such file.
    static func fields() -> [String: Int] {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return [:] }
        var fields: [String: Int] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(whereSeparator: { $0 == ":" || $0 == "\t" || $0 == " " })
            if parts.count >= 2, let number = Int(parts[1]) { fields[String(parts[0])] = number }
        }
        return fields
    }

    static func bytes(_ name: String) -> Int? { fields()[name].map { $0 * 1_024 } }
}
