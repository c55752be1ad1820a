import Foundation

/// Text as HTML: the one door through which data comes into the page.
enum HTMLText {
    /// For text and for attributes in double quotes. Control characters, which HTML has no place for, are left out.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\n", "\t": escaped += " "
            default: if scalar.properties.generalCategory != .control { escaped.unicodeScalars.append(scalar) }
            }
        }
        return escaped
    }

    static func element(_ name: String, class style: String? = nil, _ content: String) -> String {
        "<\(name)\(style.map { " class=\"\($0)\"" } ?? "")>\(content)</\(name)>"
    }

    /// A place in a drawing, with at most two digits after the point.
    static func place(_ value: Double) -> String {
        let text = String(format: "%.2f", value)
        return text.hasSuffix(".00") ? String(text.dropLast(3)) : text
    }
}
