import Foundation

/// Names a process beyond its number, which the system gives to another one later: boot, number, moment of its start.
struct ProcessMark: Equatable {
    let text: String

    /// This process.
    static let current = ProcessMark(text: make(ProcessInfo.processInfo.processIdentifier) ?? "unknown")

    /// False once the process has ended, or the machine was started anew.
    ///
    /// A process of another container cannot be seen and counts as ended.
    var isAlive: Bool {
        guard let number = text.split(separator: " ").dropFirst().first.flatMap({ Int32($0) }) else { return false }
        return Self.make(number) == text
    }

    private static func make(_ number: Int32) -> String? {
        guard let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8),
            let line = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
            // The second field is the program's name in parentheses, which may hold anything; the start is field 22.
            let rest = line.lastIndex(of: ")").map({ line[line.index(after: $0)...].split(separator: " ") }),
            rest.count > 19
        else { return nil }
        return "\(boot.trimmingCharacters(in: .whitespacesAndNewlines)) \(number) \(rest[19])"
    }
}
