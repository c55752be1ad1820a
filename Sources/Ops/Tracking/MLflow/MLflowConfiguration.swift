import Foundation

/// Where MLflow is, and as whom to speak to it: the variables that MLflow's own clients read.
public struct MLflowConfiguration: Sendable, Equatable {
    /// `https://host:port`, with a path where MLflow stands behind one; no slash at the end.
    public let address: String
    package let credentials: MLflowCredentials?

    public static let addressVariable = "MLFLOW_TRACKING_URI"

    /// Nil when `MLFLOW_TRACKING_URI` is not set, or empty.
    /// - Throws: `ConfigurationError`, which never repeats what may be a secret.
    public init?(environment: [String: String]) throws(ConfigurationError) {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        guard let text = variable(Self.addressVariable) else { return nil }
        address = try Self.checked(text)
        credentials = try MLflowCredentials(
            user: variable("MLFLOW_TRACKING_USERNAME"), password: variable("MLFLOW_TRACKING_PASSWORD"),
            token: variable("MLFLOW_TRACKING_TOKEN"))
    }

    private static func checked(_ text: String) throws(ConfigurationError) -> String {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
            throw ConfigurationError(message: "\(addressVariable) takes an address such as http://127.0.0.1:5000")
        }
        guard scheme == "http" || scheme == "https", parts.host?.isEmpty == false else {
            throw ConfigurationError(
                message: """
                    \(addressVariable) takes http://… or https://…, the address of an `mlflow server`, not '\(scheme):…'
                    """)
        }
        guard parts.user == nil, parts.password == nil else {
            throw ConfigurationError(
                message: """
                    \(addressVariable) takes no user and password; give them as MLFLOW_TRACKING_USERNAME and \
                    MLFLOW_TRACKING_PASSWORD
                    """)
        }
        guard parts.query == nil, parts.fragment == nil else {
            throw ConfigurationError(message: "\(addressVariable) ends behind the path: no '?', no '#'")
        }
        return String(text.reversed().drop { $0 == "/" }.reversed())
    }
}

/// What proves who we are. Shows nothing of itself, wherever it is printed.
package struct MLflowCredentials: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// The value of the `Authorization` header.
    let authorization: String

    /// User and password win over a token, as in MLflow's own client.
    init?(user: String?, password: String?, token: String?) throws(ConfigurationError) {
        guard (user == nil) == (password == nil) else {
            throw ConfigurationError(
                message: "MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD are given together, or neither")
        }
        if let user, let password {
            authorization = "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
        } else if let token {
            guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw ConfigurationError(message: "MLFLOW_TRACKING_TOKEN takes characters of ASCII without blanks")
            }
            authorization = "Bearer " + token
        } else {
            return nil
        }
    }

    package var description: String { "withheld" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
