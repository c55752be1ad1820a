import Actors

/// The text format of Prometheus, version 0.0.4: a family at a time, HELP and TYPE first.
struct PrometheusText {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    enum Kind: String {
        case counter, gauge, histogram
    }

    typealias Labels = KeyValuePairs<String, String>

    /// Opens a family; its samples follow.
    mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n"))\n"
        text += "# TYPE \(name) \(kind.rawValue)\n"
    }

    mutating func sample(_ name: String, _ labels: Labels, _ value: Double) {
        text += name
        if !labels.isEmpty {
            text += "{\(labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ","))}"
        }
        text += " \(Self.number(value))\n"
    }

    /// A family of one sample without labels; nothing when there is no value.
    mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: Double?) {
        guard let value else { return }
        family(name, kind, help)
        sample(name, [:], value)
    }

    /// The samples of one histogram: a bucket for each bound, then sum and count.
    mutating func histogram(_ name: String, _ labels: [(String, String)], _ summary: LatencySummary) {
        let own = labels.map { "\($0)=\"\(Self.escaped($1))\"" }
        for (bound, count) in zip(LatencySummary.bounds, summary.cumulative) {
            let all = own + ["le=\"\(Self.number(bound.inSeconds))\""]
            text += "\(name)_bucket{\(all.joined(separator: ","))} \(count)\n"
        }
        text += "\(name)_bucket{\((own + ["le=\"+Inf\""]).joined(separator: ","))} \(summary.count)\n"
        let suffix = own.isEmpty ? "" : "{\(own.joined(separator: ","))}"
        text += "\(name)_sum\(suffix) \(Self.number(summary.total.inSeconds))\n"
        text += "\(name)_count\(suffix) \(summary.count)\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }
}
