import Models

/// A route as metrics name it: its template, never a raw path. Made by the meter that knows it.
public struct RouteLabel: Sendable, Hashable {
    /// The template: `POST /recommend`.
    public let name: String
    let index: Int
}

/// Counts requests by route and status, with latencies. Recording takes one lock of several and allocates nothing.
///
/// The routes are fixed when it is made: labels are bounded. The metrics actor drains it.
public final class RequestMeter: Sendable {
    /// The routes in the order given, then `other`.
    public let routes: [RouteLabel]
    private let labels: [String: RouteLabel]
    private let stripes: [MeterStripe]

    /// Whatever matches no route.
    public var other: RouteLabel { routes[routes.count - 1] }

    /// - Parameter names: templates such as `POST /recommend`; of equal ones the first counts.
    public init(routes names: [String], stripeCount: Int = 4) {
        precondition(stripeCount > 0, "a meter needs a stripe")
        var routes: [RouteLabel] = []
        var labels: [String: RouteLabel] = [:]
        for name in names + ["other"] where labels[name] == nil {
            let label = RouteLabel(name: name, index: routes.count)
            routes.append(label)
            labels[name] = label
        }
        self.routes = routes
        self.labels = labels
        stripes = (0..<stripeCount).map { _ in MeterStripe(routeCount: routes.count) }
    }

    /// The label of a template; `other` when there is none of that name. Look it up once, not on every request.
    public func label(for name: String) -> RouteLabel { labels[name] ?? other }

    /// Counts one request.
    /// - Parameter status: its status code.
    public func record(route: RouteLabel, status: Int, latency: Duration) {
        // The low bits of a latency in nanoseconds are as good as random: no shared counter is needed to spread.
        let stripe = stripes[Int(latency.nanoseconds % UInt64(stripes.count))]
        stripe.tallies.withLock { $0[route.index].record(status: status, latency: latency) }
    }

    /// Moves what was counted since the last call into `tallies`, [routes].
    func drain(into tallies: inout [RouteTally]) {
        for stripe in stripes {
            stripe.tallies.withLock { counted in
                for index in counted.indices where counted[index].count > 0 {
                    tallies[index].add(counted[index])
                    counted[index].reset()
                }
            }
        }
    }
}

/// One lock and what it guards.
private final class MeterStripe: Sendable {
    /// [routes]
    let tallies: Locked<[RouteTally]>

    init(routeCount: Int) { tallies = Locked(Array(repeating: RouteTally(), count: routeCount)) }
}
