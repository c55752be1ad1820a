import Foundation

/// The command as it was typed, for reports that say how they were made. The folders that files are in are left out: a
/// report is read elsewhere, and they tell where somebody works.
enum CommandText {
    static var typed: String {
        (["marquee"] + CommandLine.arguments.dropFirst().map(shown)).joined(separator: " ")
    }

    private static func shown(_ argument: String) -> String {
        argument.hasPrefix("/") ? URL(filePath: argument).lastPathComponent : argument
    }
}
