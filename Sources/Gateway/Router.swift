package import HTTPTypes

/// Every route of the server, on one screen. What is not here is not served; what is here is documented.
extension RouteTable {
    static func all(_ configuration: HTTPGateway.Configuration) -> RouteTable {
        var routes: [Route] = [
            .health, .livez, .ready, .metrics,
            .recommend, .recommendByTitle, .recommendForUser, .similar, .popular,
            .movie, .movies, .movieRatings, .likedTogether, .genres, .sampleViewers,
            .postEvents, .postRatings,
            .listModels, .model, .activateModel, .rollback, .rollbackModel, .difference, .decisions, .evaluations,
            .shadow, .live, .stream, .definitions, .monitors,
            .trainingState, .startTraining, .cancelTraining, .trainingRuns, .trainingRun,
            .data, .imports, .snapshots, .reports, .report,
            .viewerPage, .operatorPage, .docs, .webFile, .openAPI,
        ]
        if configuration.benchmarkRoutes { routes += [.benchmarkHello, .benchmarkEcho] }
        return RouteTable(routes)
    }
}

/// Finds the route of a request.
package struct RouteTable: Sendable {
    package let routes: [Route]
    /// Routes without parameters, by path.
    private let fixed: [Substring: [Int]]
    /// Routes with parameters, tried in order.
    private let templates: [Int]

    package enum Match {
        case found(Int, parameters: [String])
        /// The path is known, the method is not; `allowed` is for the Allow header.
        case wrongMethod(allowed: String)
        case unknown
    }

    package init(_ routes: [Route]) {
        self.routes = routes
        let indices = routes.indices
        fixed = Dictionary(grouping: indices.filter { !routes[$0].path.hasParameters }) { routes[$0].path.text[...] }
        templates = indices.filter { routes[$0].path.hasParameters }
    }

    /// - Throws: when a part of the path has an escape that is none.
    package func match(_ method: HTTPRequest.Method, _ path: Substring) throws(Problem) -> Match {
        if let candidates = fixed[path] { return choose(candidates, method, []) }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        let candidates = templates.filter { routes[$0].path.matches(parts) }
        guard let first = candidates.first else { return .unknown }
        return choose(candidates, method, try routes[first].path.parameters(parts))
    }

    private func choose(_ candidates: [Int], _ method: HTTPRequest.Method, _ parameters: [String]) -> Match {
        let wanted = method == .head ? .get : method
        if let index = candidates.first(where: { routes[$0].method == wanted }) {
            return .found(index, parameters: parameters)
        }
        var allowed = candidates.map { routes[$0].method.rawValue }
        if allowed.contains("GET") { allowed.append("HEAD") }
        return .wrongMethod(allowed: allowed.joined(separator: ", "))
    }
}

/// A path with places for parameters: `/movies/{movie_id}`.
package struct PathTemplate: Sendable, ExpressibleByStringLiteral {
    package let text: String
    private let parts: [Part]

    private enum Part: Sendable {
        case literal(Substring)
        case parameter(name: String)
    }

    package init(stringLiteral text: String) {
        self.text = text
        parts = text.split(separator: "/").map { part in
            part.hasPrefix("{") ? .parameter(name: String(part.dropFirst().dropLast())) : .literal(part)
        }
    }

    var hasParameters: Bool { text.contains("{") }

    func matches(_ given: ArraySlice<Substring>) -> Bool {
        given.count == parts.count
            && zip(parts, given).allSatisfy { part, text in
                switch part {
                case .literal(let wanted): wanted == text
                case .parameter: !text.isEmpty
                }
            }
    }

    /// The parameters, escapes resolved and checked as ids.
    func parameters(_ given: ArraySlice<Substring>) throws(Problem) -> [String] {
        var found: [String] = []
        for (part, text) in zip(parts, given) {
            guard case .parameter(let name) = part else { continue }
            guard let value = PercentEncoding.decoded(text) else {
                throw Problem(
                    .badPath, "the path has a % that is not followed by two hexadecimal digits of UTF-8 text")
            }
            found.append(try Checked.identifier(value, name))
        }
        return found
    }
}
