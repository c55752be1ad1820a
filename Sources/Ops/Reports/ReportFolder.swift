public import Foundation

/// `reports/`: a page and a text for each day.
public struct ReportFolder: Sendable {
    private let folder: URL

    public init(_ home: HomeFolder) { folder = home.reports }

    public func page(of day: ReportDay) -> URL { folder.appending(path: "daily-\(day).html") }
    public func text(of day: ReportDay) -> URL { folder.appending(path: "daily-\(day).md") }

    /// Writes both, durably; what is there is replaced.
    public func write(_ report: DailyReport, of day: ReportDay) throws(FileError) {
        try DurableFile.makeFolder(folder)
        try DurableFile.write(Data(report.markdown.utf8), to: text(of: day))
        try DurableFile.write(Data(report.html.utf8), to: page(of: day))
    }

    /// Whether both are there and were written when the day was over.
    public func isComplete(_ day: ReportDay) -> Bool {
        [page(of: day), text(of: day)].allSatisfy { file in
            let values = try? file.resourceValues(forKeys: [.contentModificationDateKey])
            return values?.contentModificationDate.map { $0 >= day.end } ?? false
        }
    }
}
