import Foundation

/// Draws a plot as SVG. Sizes are in units of the drawing, which is as wide as the page lets it be.
struct PlotDrawing {
    private let plot: ReportPlot

    private let width = 720.0
    private let height = 240.0
    private let left = 108.0
    private let top = 12.0
    private let bottom = 28.0

    init(_ plot: ReportPlot) { self.plot = plot }

    var html: String {
        let drawing = plot.shape == .bars ? lyingBars : uprightDrawing
        return "<figure><figcaption>\(HTMLText.escaped(plot.title))\(key)</figcaption>\n\(drawing)</figure>"
    }

    /// Names of the series beside the title; one alone needs none.
    private var key: String {
        guard plot.series.count > 1 else { return "" }
        return plot.series.enumerated().map { index, series in
            HTMLText.element("span", class: "key \(style(index))", HTMLText.escaped(series.name))
        }.joined()
    }

    /// One series alone has the strong colour.
    private func style(_ series: Int) -> String { "s\(plot.series.count == 1 ? 1 : series % 3)" }

    private func svg(height: Double, _ content: String) -> String {
        """
        <svg viewBox="0 0 \(HTMLText.place(width)) \(HTMLText.place(height))" role="img" \
        aria-label="\(HTMLText.escaped(plot.title))">\(content)</svg>
        """
    }

    private func text(_ text: String, _ x: Double, _ y: Double, anchor: String, class style: String? = nil) -> String {
        let name = style.map { " class=\"\($0)\"" } ?? ""
        let place = "x=\"\(HTMLText.place(x))\" y=\"\(HTMLText.place(y))\""
        return "<text \(place) text-anchor=\"\(anchor)\"\(name)>\(HTMLText.escaped(text))</text>"
    }

    private func bar(_ series: Int, _ label: Int, x: Double, y: Double, width: Double, height: Double) -> String {
        let value = plot.unit.text(plot.series[series].values[label] ?? 0)
        let told = plot.series.count > 1 ? "\(plot.series[series].name): \(value)" : value
        let size = "width=\"\(HTMLText.place(width))\" height=\"\(HTMLText.place(height))\""
        return """
            <rect class="\(style(series))" x="\(HTMLText.place(x))" y="\(HTMLText.place(y))" \(size) rx="1.5">\
            <title>\(HTMLText.escaped("\(plot.labels[label]), \(told)"))</title></rect>
            """
    }

    // MARK: Upright

    private var uprightDrawing: String {
        let scale = PlotScale(
            reaching: plot.series.flatMap(\.values).compactMap { $0 }.max() ?? 0, isWhole: plot.unit == .count)
        let marks = plot.shape == .lines ? lines(scale) : columns(scale)
        return svg(height: height, grid(scale) + marks + labelsBelow)
    }

    private var floor: Double { height - bottom }
    private var room: Double { width - left }
    private var step: Double { room / Double(max(1, plot.labels.count)) }

    private func y(_ value: Double, _ scale: PlotScale) -> Double { floor - (floor - top) * value / scale.most }

    private func grid(_ scale: PlotScale) -> String {
        scale.marks.map { mark in
            let place = HTMLText.place(y(mark, scale))
            let line =
                "<line class=\"grid\" x1=\"\(HTMLText.place(left))\" y1=\"\(place)\" x2=\"\(HTMLText.place(width))\" y2=\"\(place)\"/>"
            return line + text(plot.unit.text(mark), left - 8, y(mark, scale) + 4, anchor: "end")
        }.joined()
    }

    /// Not more than fit on a phone.
    private var labelsBelow: String {
        let every = max(1, Int((Double(plot.labels.count) / 12).rounded(.up)))
        return plot.labels.indices.filter { $0 % every == 0 }.map { index in
            text(plot.labels[index], left + step * (Double(index) + 0.5), height - 6, anchor: "middle")
        }.joined()
    }

    private func columns(_ scale: PlotScale) -> String {
        let count = Double(plot.series.count)
        let barWidth = min(48, step * 0.8) / count
        return plot.labels.indices.flatMap { label in
            plot.series.indices.compactMap { series -> String? in
                guard let value = plot.series[series].values[label], value > 0 else { return nil }
                let middle = left + step * (Double(label) + 0.5)
                let place = y(value, scale)
                return bar(
                    series, label, x: middle + barWidth * (Double(series) - count / 2), y: place,
                    width: max(1, barWidth - 1), height: max(0.5, floor - place))
            }
        }.joined()
    }

    /// A gap in the values is a gap in the line; a value on its own is a dot.
    private func lines(_ scale: PlotScale) -> String {
        plot.series.indices.map { series in
            var runs: [[(Double, Double)]] = [[]]
            for (index, value) in plot.series[series].values.enumerated() {
                if let value {
                    runs[runs.count - 1].append((left + step * (Double(index) + 0.5), y(value, scale)))
                } else if runs.last?.isEmpty == false {
                    runs.append([])
                }
            }
            return runs.filter { !$0.isEmpty }.map { line($0, series) }.joined()
        }.joined()
    }

    private func line(_ points: [(Double, Double)], _ series: Int) -> String {
        let places = points.map { "\(HTMLText.place($0.0)),\(HTMLText.place($0.1))" }.joined(separator: " ")
        let dots = points.map {
            "<circle class=\"\(style(series))\" cx=\"\(HTMLText.place($0.0))\" cy=\"\(HTMLText.place($0.1))\" r=\"3\"/>"
        }
        return "<polyline class=\"\(style(series))\" points=\"\(places)\"/>" + dots.joined()
    }

    // MARK: Lying

    /// Each label stands above its bars: film titles are longer than a margin.
    private var lyingBars: String {
        let most = max(plot.series.flatMap(\.values).compactMap { $0 }.max() ?? 0, .leastNonzeroMagnitude)
        let thickness = 14.0
        let rowHeight = 24 + Double(plot.series.count) * (thickness + 2) + 8
        let rows = plot.labels.indices.map { label in
            let y = Double(label) * rowHeight
            let values = plot.series.compactMap { $0.values[label].map { plot.unit.text($0) } }
            let bars = plot.series.indices.compactMap { series -> String? in
                guard let value = plot.series[series].values[label], value > 0 else { return nil }
                return bar(
                    series, label, x: 0, y: y + 24 + Double(series) * (thickness + 2),
                    width: max(1, width * value / most),
                    height: thickness)
            }
            return text(plot.labels[label], 0, y + 18, anchor: "start", class: "label")
                + text(values.joined(separator: " → "), width, y + 18, anchor: "end") + bars.joined()
        }
        return svg(height: max(rowHeight, rowHeight * Double(plot.labels.count)), rows.joined())
    }
}

/// Round numbers for an axis that begins at 0.
struct PlotScale: Sendable, Equatable {
    /// Above 0.
    let most: Double
    let marks: [Double]

    /// Steps of 1, 2 or 5 times a power of ten, three to five of them.
    init(reaching value: Double, isWhole: Bool = false) {
        guard value.isFinite, value > 0 else {
            most = 1
            marks = [0, 1]
            return
        }
        let rough = value / 4
        let power = pow(10, log10(rough).rounded(.down))
        var step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? 10 * power
        if isWhole { step = max(1, step) }
        let count = max(1, Int((value / step).rounded(.up)))
        marks = (0...count).map { Double($0) * step }
        most = Double(count) * step
    }
}
