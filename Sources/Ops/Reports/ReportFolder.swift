public import Foundation

/// `reports/`: a page, a text and the values for each day.
public struct ReportFolder: Sendable {
    let url: URL

    public init(_ home: HomeFolder) { url = home.reports }

    public func page(of day: ReportDay) -> URL { url.appending(path: "daily-\(day).html") }
    public func text(of day: ReportDay) -> URL { url.appending(path: "daily-\(day).md") }
    /// What other programs read, and the operators' page.
    func values(of day: ReportDay) -> URL { url.appending(path: "daily-\(day).json") }

    /// Writes all of them, durably; what is there is replaced.
    public func write(_ report: DailyReport, of day: ReportDay) throws(FileError) {
        try DurableFile.makeFolder(url)
        try DurableFile.write(report.json, to: values(of: day))
        try DurableFile.write(Data(report.markdown.utf8), to: text(of: day))
        try DurableFile.write(Data(report.html.utf8), to: page(of: day))
    }

    /// Whether page and text are there and were written when the day was over.
    public func isComplete(_ day: ReportDay) -> Bool { written(day).map { $0 >= day.end } ?? false }

    /// When the older of page and text was written; nil unless both are there.
    func written(_ day: ReportDay) -> Date? {
        let moments = [page(of: day), text(of: day)].map { file in
            (try? file.resourceValues(forKeys: [.contentModificationDateKey]))?.contentModificationDate
        }
        guard let first = moments[0], let second = moments[1] else { return nil }
        return min(first, second)
    }
}
