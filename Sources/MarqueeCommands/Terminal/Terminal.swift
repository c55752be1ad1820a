import Foundation

/// Where words go: results to standard output, talk to standard error, colours only where a person looks.
enum Terminal {
    /// Writes a result.
    static func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    /// Writes what is said on the side: progress, hints, warnings.
    static func say(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// Rewrites the current line of standard error; for progress on a terminal.
    static func rewriteLine(_ text: String) { write("\r\u{1B}[2K" + text, to: STDERR_FILENO) }

    static let errorIsTerminal = isatty(STDERR_FILENO) == 1
    static let outputIsTerminal = isatty(STDOUT_FILENO) == 1

    static func bold(_ text: String) -> String { styled(text, "1") }
    static func dim(_ text: String) -> String { styled(text, "2") }
    static func green(_ text: String) -> String { styled(text, "32") }
    static func red(_ text: String) -> String { styled(text, "31") }
    static func yellow(_ text: String) -> String { styled(text, "33") }

    private static let hasColour =
        outputIsTerminal && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
        && ProcessInfo.processInfo.environment["TERM"] != "dumb"

    private static func styled(_ text: String, _ code: String) -> String {
        hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// A closed pipe is the reader's choice, not our failure: what cannot be written is let go.
    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}
