import Foundation

/// Draws a chart as SVG. Sizes are in units of the drawing, which is as wide as the page lets it be.
struct ChartDrawing {
    private let chart: ReportChart
    private let across: ChartAxis
    private let up: ChartAxis

    private let width = 720.0
    private let height = 320.0
    private let left = 64.0
    private let right = 16.0
    private let top = 16.0
    private let bottom = 44.0

    init(_ chart: ReportChart) {
        var chart = chart
        for index in chart.series.indices {
            chart.series[index].points.removeAll {
                !$0.x.isFinite || !$0.y.isFinite || (chart.isLogarithmic && $0.x <= 0)
            }
        }
        self.chart = chart
        let points = chart.series.flatMap(\.points)
        across = ChartAxis(points.map(\.x), isLogarithmic: chart.isLogarithmic)
        up = ChartAxis(points.map(\.y), isLogarithmic: false)
    }

    var html: String {
        let title = HTMLText.escaped(chart.title)
        let drawing = axes + (chart.isCurve ? curves : points)
        let axesNamed = HTMLText.escaped("\(chart.title): \(chart.vertical) over \(chart.horizontal)")
        return """
            <figure><figcaption>\(title)</figcaption>
            <svg viewBox="0 0 \(HTMLText.place(width)) \(HTMLText.place(height))" role="img" \
            aria-label="\(axesNamed)">\(drawing)</svg></figure>
            """
    }

    private func x(_ value: Double) -> Double { left + (width - left - right) * across.place(of: value) }
    private func y(_ value: Double) -> Double { height - bottom - (height - top - bottom) * up.place(of: value) }

    private func text(_ text: String, _ x: Double, _ y: Double, anchor: String, class style: String? = nil) -> String {
        let name = style.map { " class=\"\($0)\"" } ?? ""
        let place = "x=\"\(HTMLText.place(x))\" y=\"\(HTMLText.place(y))\""
        return "<text \(place) text-anchor=\"\(anchor)\"\(name)>\(HTMLText.escaped(text))</text>"
    }

    private var axes: String {
        let rising = up.marks.map { mark in
            let place = HTMLText.place(y(mark))
            return "<line class=\"grid\" x1=\"\(HTMLText.place(left))\" y1=\"\(place)\" "
                + "x2=\"\(HTMLText.place(width - right))\" y2=\"\(place)\"/>"
                + text(up.text(mark), left - 8, y(mark) + 4, anchor: "end")
        }
        let lying = across.marks.map { text(across.text($0), x($0), height - bottom + 18, anchor: "middle") }
        return rising.joined() + lying.joined()
            + text(chart.horizontal, width - right, height - 6, anchor: "end", class: "label")
            + text(chart.vertical, left, top - 4, anchor: "start", class: "label")
    }

    /// Each with its name beside it, or at the end of a line where others stand.
    private var points: String {
        let all = chart.series.flatMap { series in series.points.map { (name: series.name, point: $0) } }
            .sorted { ($0.point.y, $0.name) > ($1.point.y, $1.name) }
        let dots = all.map { (x: x($0.point.x), y: y($0.point.y)) }
        var labels = LabelPlacement(dots: dots, width: width, height: height - bottom)
        return zip(all, dots).map { named, dot in
            let label = labels.place(named.name, at: dot)
            let title = HTMLText.element("title", HTMLText.escaped(told(named.name, named.point)))
            let leader =
                label.isFar
                ? "<line class=\"leader\" x1=\"\(HTMLText.place(dot.x))\" y1=\"\(HTMLText.place(dot.y))\" "
                    + "x2=\"\(HTMLText.place(label.x))\" y2=\"\(HTMLText.place(label.y - 4))\"/>" : ""
            return leader
                + "<circle class=\"s1\" cx=\"\(HTMLText.place(dot.x))\" cy=\"\(HTMLText.place(dot.y))\" r=\"4\">\(title)</circle>"
                + text(named.name, label.x, label.y, anchor: label.isLeft ? "end" : "start", class: "label")
        }.joined()
    }

    private var curves: String {
        chart.series.enumerated().filter { !$1.points.isEmpty }.map { index, series in
            let style = "s\(chart.series.count == 1 ? 1 : index % 3)"
            let places = series.points.map { "\(HTMLText.place(x($0.x))),\(HTMLText.place(y($0.y)))" }
            let dots = series.points.map { point in
                "<circle class=\"\(style)\" cx=\"\(HTMLText.place(x(point.x)))\" cy=\"\(HTMLText.place(y(point.y)))\" "
                    + "r=\"2\">\(HTMLText.element("title", HTMLText.escaped(told(series.name, point))))</circle>"
            }
            return "<polyline class=\"\(style)\" points=\"\(places.joined(separator: " "))\"/>" + dots.joined()
        }.joined()
    }

    private func told(_ name: String, _ point: ReportChart.Point) -> String {
        "\(name): \(chart.horizontal) \(across.text(point.x)), \(chart.vertical) \(up.text(point.y))"
    }
}

/// The range of an axis and its marks.
struct ChartAxis: Sendable, Equatable {
    let marks: [Double]
    private let low: Double
    private let high: Double
    private let isLogarithmic: Bool

    /// - Parameter values: all above 0 on a logarithmic axis.
    init(_ values: [Double], isLogarithmic: Bool) {
        self.isLogarithmic = isLogarithmic
        guard let least = values.min(), let most = values.max() else {
            (marks, low, high) = ([], 0, 1)
            return
        }
        if isLogarithmic {
            let first = log10(least).rounded(.down), last = max(log10(most).rounded(.up), first + 1)
            marks = stride(from: first, through: last, by: 1).map { pow(10, $0) }
            (low, high) = (first, last)
        } else {
            let room = max((most - least) * 0.08, abs(most) * 0.02, 1e-9)
            let floor = least >= 0 ? max(0, least - room) : least - room
            let step = Self.step((most + room - floor) / 5)
            low = (floor / step).rounded(.down) * step
            high = ((most + room) / step).rounded(.up) * step
            let count = Int(((high - low) / step).rounded())
            marks = (0...count).map { [low] in low + Double($0) * step }
        }
    }

    /// 1, 2 or 5 times a power of ten, not less than `rough`.
    private static func step(_ rough: Double) -> Double {
        let power = pow(10, log10(rough).rounded(.down))
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? 10 * power
    }

    /// 0…1.
    func place(of value: Double) -> Double { ((isLogarithmic ? log10(value) : value) - low) / (high - low) }

    func text(_ value: Double) -> String {
        let size = abs(value)
        if size >= 1e6 { return String(format: "%g", (value / 1e4).rounded() * 1e4) }
        return String(format: size >= 100 || value == value.rounded() ? "%.0f" : size >= 1 ? "%.2g" : "%.3g", value)
    }
}
