public import Foundation
public import Testing

/// Where the real data sets are: `MARQUEE_TEST_DATA`, by default `shared/data` beside the repository.
public enum TestData {
    public static let folder: URL = {
        if let given = ProcessInfo.processInfo.environment["MARQUEE_TEST_DATA"] { return URL(filePath: given) }
        let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        return repository.deletingLastPathComponent().appending(path: "shared/data")
    }()

    /// For `.enabled(if:)`: a test that needs a data set skips loudly where it is absent.
    public static func has(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: name).path)
    }

    /// What a skipped test says.
    public static let absence: Comment = "the real data sets are not here: set MARQUEE_TEST_DATA to their folder"
}
