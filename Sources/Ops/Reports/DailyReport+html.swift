extension DailyReport {
    /// The report as one page: its style and its drawings are in it, no script, nothing is fetched.
    public var html: String {
        let day = HTMLText.escaped(day)
        return ReportPage(
            title: "Marquee, \(self.day)", heading: "Marquee <time datetime=\"\(day)\">\(day)</time>",
            subtitle: subtitle, sections: sections
        ).html
    }
}
