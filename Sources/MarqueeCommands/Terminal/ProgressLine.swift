import Foundation
import Synchronization

/// Progress of long work: one line that is rewritten on a terminal, a line every few seconds elsewhere, none when quiet.
final class ProgressLine: Sendable {
    private let isQuiet: Bool
    private let lastShown = Mutex<ContinuousClock.Instant?>(nil)

    init(isQuiet: Bool = false) { self.isQuiet = isQuiet }

    /// - Parameters:
    ///   - fraction: 0…1, where the end is known.
    ///   - isLast: shows this state in any case, and ends the line.
    func show(_ text: String, fraction: Double? = nil, isLast: Bool = false) {
        guard !isQuiet, isDue(isLast) else { return }
        guard Terminal.errorIsTerminal else { return Terminal.say(text) }
        Terminal.rewriteLine(fraction.map { "\(Self.bar($0)) \(text)" } ?? text)
        if isLast { Terminal.say("") }
    }

    /// A terminal is refreshed ten times a second, a file of lines every two seconds.
    private func isDue(_ isLast: Bool) -> Bool {
        let pause: Duration = Terminal.errorIsTerminal ? .milliseconds(100) : .seconds(2)
        return lastShown.withLock { last in
            let now = ContinuousClock.now
            if !isLast, let last, now - last < pause { return false }
            last = now
            return true
        }
    }

    private static func bar(_ fraction: Double) -> String {
        let width = 24
        let filled = Int((max(0, min(1, fraction)) * Double(width)).rounded())
        return "▕" + String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled) + "▏"
    }
}
