import Foundation
import Logging
import ServiceLifecycle

/// Keeps work in the background going: when it throws, or ends before it should, it is started again after a pause that
/// doubles, and the log says so. The server goes on meanwhile.
///
/// For what serving can do without. The gateway and what records answers are not among it: when they end, everything does.
struct RestartedService: Service {
    let service: any Service
    let logger: Logger
    /// Before the first new start, and at most. What ran for longer than `longestPause` begins with the first again.
    var firstPause = Duration.seconds(1)
    var longestPause = Duration.seconds(300)
    var clock: any Clock<Duration> = ContinuousClock()

    private var name: String { "\(type(of: service))" }

    func run() async throws {
        var pause = firstPause
        while true {
            var reason = "it ended by itself"
            let lasted = await clock.measure {
                do { try await service.run() } catch { reason = "\(error)" }
            }
            guard !Task.isCancelled && !Task.isShuttingDownGracefully else { return }
            if lasted > longestPause { pause = firstPause }
            logger.error(
                "a part of the server failed and is started again; serving goes on",
                metadata: ["part": "\(name)", "reason": "\(reason)", "pause": "\(pause)"])
            try? await cancelWhenGracefulShutdown { [clock, pause] in try await clock.sleep(for: pause) }
            guard !Task.isCancelled && !Task.isShuttingDownGracefully else { return }
            pause = min(longestPause, pause * 2)
        }
    }
}
