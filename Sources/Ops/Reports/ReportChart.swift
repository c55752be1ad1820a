/// Points over two axes of numbers: figures against each other, or curves.
struct ReportChart: Sendable, Equatable {
    struct Point: Sendable, Equatable {
        var x: Double
        var y: Double
    }

    struct Series: Sendable, Equatable {
        var name: String
        var points: [Point]

        init(_ name: String, _ points: [Point]) {
            self.name = name
            self.points = points
        }
    }

    var title: String
    var horizontal: String
    var vertical: String
    var series: [Series]
    /// Powers of ten at equal distances: for what differs by orders of magnitude. Points at 0 or below are left out.
    var isLogarithmic = false
    /// Points of a series are joined; otherwise each stands alone with its series' name beside it.
    var isCurve = false
}
