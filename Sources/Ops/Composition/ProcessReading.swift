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
        let status = ProcessStatus.fields()
        return ProcessFacts(
            residentBytes: status["VmRSS"].map { $0 * 1_024 }, virtualBytes: status["VmSize"].map { $0 * 1_024 },
            allocatedBytes: Jemalloc.allocatedBytes, openFiles: Self.openFileCount, maximumFiles: Self.maximumFileCount,
            threads: status["Threads"], processorSeconds: Self.processorSeconds, startTime: startTime)
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
