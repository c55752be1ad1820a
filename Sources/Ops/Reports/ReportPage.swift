/// Sections as one page: its style and its drawings are in it, no script, nothing is fetched.
struct ReportPage {
    /// In the tab, and the first heading where `heading` is nil.
    var title: String
    /// The first heading, as HTML.
    var heading: String?
    var subtitle: String
    var sections: [ReportSection]

    var html: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(HTMLText.escaped(title))</title>
        <style>\(ReportStyle.css)</style>
        </head>
        <body>
        <main>
        <h1>\(heading ?? HTMLText.escaped(title))</h1>
        \(HTMLText.element("p", class: "quiet", HTMLText.escaped(subtitle)))
        \(sections.map(Self.html).joined(separator: "\n"))
        </main>
        </body>
        </html>

        """
    }

    private static func html(_ section: ReportSection) -> String {
        let blocks = section.blocks.map(html).joined(separator: "\n")
        return "<section>\n\(HTMLText.element("h2", HTMLText.escaped(section.title)))\n\(blocks)\n</section>"
    }

    private static func html(_ block: ReportBlock) -> String {
        switch block {
        case .text(let text): HTMLText.element("p", HTMLText.escaped(text))
        case .figures(let figures): HTMLText.element("dl", figures.map(html).joined())
        case .table(let table): html(table)
        case .plot(let plot): PlotDrawing(plot).html
        case .chart(let chart): ChartDrawing(chart).html
        }
    }

    private static func html(_ figure: ReportFigure) -> String {
        let note = figure.note.map { HTMLText.element("dd", class: "quiet", HTMLText.escaped($0)) } ?? ""
        let name = HTMLText.element("dt", HTMLText.escaped(figure.name))
        return HTMLText.element("div", name + HTMLText.element("dd", HTMLText.escaped(figure.value)) + note)
    }

    private static func html(_ table: ReportTable) -> String {
        let isNumber = table.headings.map { $0.hasSuffix("#") }
        let headings = zip(table.headings, isNumber).map { heading, isNumber in
            let text = HTMLText.escaped(isNumber ? String(heading.dropLast()) : heading)
            return HTMLText.element("th", class: isNumber ? "number" : nil, text)
        }
        let rows = table.rows.map { row in
            let cells = zip(row.cells, isNumber).map { cell, isNumber in
                HTMLText.element("td", class: isNumber ? "number" : nil, HTMLText.escaped(cell))
            }
            return HTMLText.element("tr", class: row.isAlarming ? "alarm" : nil, cells.joined())
        }
        return """
            <div class="wide"><table><thead><tr>\(headings.joined())</tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody></table></div>
            """
    }
}
