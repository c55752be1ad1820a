public import Foundation
public import Models

/// Where events come from: files of a known layout, or the built-in data set.
public enum DataSource: Sendable, Equatable {
    case files(URL)
    /// What `DemoDataSet.generate()` gives.
    case demo

    static let demoName = "the built-in demo data set"

    /// - Parameter text: a path, or `demo` where no file of that name is.
    public init(_ text: String) {
        let isDemo = text == "demo" && !FileManager.default.fileExists(atPath: text)
        self = isDemo ? .demo : .files(URL(filePath: text))
    }

    /// All of its events in memory, in canonical order.
    /// - Throws: `ImportError`.
    public func read() throws(ImportError) -> InteractionLog {
        switch self {
        case .files(let url): try Importer.read(url).stored.log
        case .demo: InteractionLog(DemoDataSet.generate().interactions)
        }
    }

    /// The moment that parts its first `share` from the rest.
    /// - Throws: `ImportError`.
    public func time(after share: Double) throws(ImportError) -> Int64 {
        TimeCut.time(after: share, of: try read().rows.timestamps)
    }
}
