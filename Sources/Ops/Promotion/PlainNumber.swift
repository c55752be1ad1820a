import Foundation

/// Numbers as sentences print them: the same in every locale, with a real minus sign.
enum PlainNumber {
    static func fixed(_ value: Double, digits: Int) -> String {
        let text = String(format: "%.\(digits)f", value)
        // −0.0 is nothing.
        let isNothing = !text.contains { $0.isNumber && $0 != "0" }
        return text.replacingOccurrences(of: "-", with: isNothing ? "" : "−")
    }

    /// 0.034 is `3.4 %`.
    static func percent(_ share: Double, digits: Int = 1) -> String { "\(fixed(share * 100, digits: digits)) %" }

    /// 0.034 is `+3.4 %`.
    static func signedPercent(_ share: Double) -> String {
        let text = percent(share)
        return share > 0 && !text.hasPrefix("0.0 ") ? "+\(text)" : text
    }

    static func signed(_ value: Double, digits: Int) -> String {
        value > 0 ? "+\(fixed(value, digits: digits))" : fixed(value, digits: digits)
    }

    /// In decimal units: `812 bytes`, `1.4 MB`.
    static func bytes(_ count: Double) -> String {
        switch count {
        case ..<1_000: "\(fixed(count, digits: 0)) bytes"
        case ..<1_000_000: "\(fixed(count / 1_000, digits: 1)) kB"
        case ..<1_000_000_000: "\(fixed(count / 1_000_000, digits: 1)) MB"
        default: "\(fixed(count / 1_000_000_000, digits: 1)) GB"
        }
    }

    /// `1 viewer`, `412 viewers`.
    static func viewers(_ count: Int) -> String { count == 1 ? "1 viewer" : "\(count) viewers" }
}
