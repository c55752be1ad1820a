import Foundation

/// How many trials of a search fit into memory at once.
public enum TuningJobs {
    /// As many as there are cores, and as half of the free memory holds; 1 where that is not known.
    /// - Parameter bytesOfOne: what one trial needs beyond the data.
    public static func count(bytesOfOne: Int?, cores: Int, freeBytes: Int?) -> Int {
        guard let bytesOfOne, let freeBytes else { return 1 }
        return max(1, min(cores, freeBytes / 2 / max(1, bytesOfOne)))
    }

    /// What the system could give without swapping, as Linux estimates it; nil elsewhere.
    public static var freeBytes: Int? {
        guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8) else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1_024 }
    }
}
