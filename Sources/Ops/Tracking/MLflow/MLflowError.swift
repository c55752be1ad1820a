/// Why MLflow does not have an entry.
public struct MLflowError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Code: Sendable, Equatable {
        private enum Kind: Equatable { case away, failing, refused }
        private let kind: Kind
        /// Nobody answers, or the answer is "not now" or "log in first": the same entry may be taken later.
        public static let away = Code(kind: .away)
        /// It answers with a fault of its own, which may be this entry's doing: tried again a bounded number of times.
        public static let failing = Code(kind: .failing)
        /// It does not want this entry, now or ever.
        public static let refused = Code(kind: .refused)
    }

    public var code: Code
    /// What was asked, what came, and what to try.
    public var message: String
    /// MLflow's own word, such as `RESOURCE_DOES_NOT_EXIST`.
    public var reason: String?

    public init(_ code: Code, _ message: String, reason: String? = nil) {
        self.code = code
        self.message = message
        self.reason = reason
    }

    /// What an answer other than 2xx means.
    ///
    /// - Parameter reason: `error_code` of its body; without one, a 404 is more likely a wrong address than a missing thing.
    init(status: UInt, reason: String?, detail: String, asking path: String) {
        switch status {
        case 401, 403, 407:
            self.init(
                .away, "\(path): \(status), log-in refused; check MLFLOW_TRACKING_USERNAME and _PASSWORD, or _TOKEN",
                reason: reason)
        case 408, 429, 502, 503, 504: self.init(.away, "\(path): \(status), not now", reason: reason)
        case 300..<400:
            self.init(.away, "\(path): \(status), MLflow is elsewhere; correct MLFLOW_TRACKING_URI", reason: reason)
        case 400..<500 where reason != nil || ![404, 405].contains(status):
            self.init(.refused, "\(path): \(status) \(reason ?? ""): \(detail)", reason: reason)
        default: self.init(.failing, "\(path): \(status) \(reason ?? ""): \(detail)", reason: reason)
        }
    }

    public var description: String { message }
}
