import Foundation
public import Gateway

/// Reads this process's figures from `/proc/self`, where there is one.
public struct ProcessReading: ServerFacts {
    public let softwareVersion: String
    private let startTime: Double

    public init(softwareVersion: String = Release.version) {
        self.softwareVersion = softwareVersion
        startTime = Date().timeIntervalSince1970
    }

    public func process() -> ProcessFacts {
        let status = Self.fields(of: "/proc/self/status")
        return ProcessFacts(
            residentBytes: status["VmRSS"].map { $0 * 1_024 }, virtualBytes: status["VmSize"].map { $0 * 1_024 },
            allocatedBytes: Jemalloc.allocatedBytes, openFiles: Self.openFileCount, maximumFiles: Self.maximumFileCount,
            threads: status["Threads"], processorSeconds: Self.processorSeconds, startTime: startTime)
    }

    /// The lines `Name:  123 kB` of a status file, as numbers.
    private static func fields(of path: String) -> [String: Int] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [:] }
        var fields: [String: Int] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(whereSeparator: { $0 == ":" || $0 == "\t" || $0 == " " })
            if parts.count >= 2, let number = Int(parts[1]) { fields[String(parts[0])] = number }
        }
        return fields
    }

    private static var openFileCount: Int? {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count
    }

    private static var maximumFileCount: Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return Int(clamping: limit.rlim_cur)
    }

    private static var processorSeconds: Double? {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return nil }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
