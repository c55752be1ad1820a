import HTTPTypes
import NIOCore
import NIOHTTP1

/// Watches over one connection: time limits, broken requests, the last answer, the quiet end.
///
/// Sits between the HTTP parser and everything else, so that what is wrong below requests is answered as problems too.
/// A request that arrives whole, as nearly all do, starts no timer.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let limits: ConnectionLimits
    private var state = ConnectionState()
    /// The request in hand came by HTTP/1.0 and wants to keep the connection.
    private var promisesKeepAlive = false
    /// Told to close; what still comes is thrown away.
    private var isLeaving = false
    private var lastActivity = NIODeadline.now()
    private var idleTimer: Scheduled<Void>?
    private var bodyTimer: Scheduled<Void>?
    private var writeTimer: Scheduled<Void>?
    private var closeTimer: Scheduled<Void>?

    init(limits: ConnectionLimits) { self.limits = limits }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { scheduleIdleTimer(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        scheduleIdleTimer(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancelTimers()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancelTimers() }

    private func cancelTimers() {
        for timer in [idleTimer, bodyTimer, writeTimer, closeTimer] { timer?.cancel() }
        (idleTimer, bodyTimer, writeTimer, closeTimer) = (nil, nil, nil, nil)
    }

    // MARK: From the client

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isLeaving else { return }
        lastActivity = .now()
        switch unwrapInboundIn(data) {
        case .head(let head):
            receive(head, context)
        case .body:
            if state.receiveBody() { context.fireChannelRead(data) }
        case .end:
            guard state.receiveEnd() else { return }
            bodyTimer?.cancel()
            bodyTimer = nil
            context.fireChannelRead(data)
        }
    }

    private func receive(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        // After an upgrade the parser would fall silent; nothing here upgrades, so the request is served and is the last.
        let isLast = !head.isKeepAlive || head.headers.contains(name: "upgrade")
        guard state.receiveHead(isLast: isLast) else { return }
        let isOld = head.version.major == 1 && head.version.minor == 0
        promisesKeepAlive = isOld && !isLast
        if head.headers.contains(name: "expect") { answerExpectation(of: head, context) }
        context.fireChannelRead(wrapInboundOut(.head(Self.withSoundHost(head, isOld: isOld))))
    }

    /// Host as later steps may rely on it: there once, or not at all when it was wrong (RFC 9112 section 3.2).
    private static func withSoundHost(_ head: HTTPRequestHead, isOld: Bool) -> HTTPRequestHead {
        let count = head.headers[canonicalForm: "host"].count
        guard count != 1 else { return head }
        var head = head
        head.headers.remove(name: "host")
        if isOld, count == 0 { head.headers.add(name: "host", value: "localhost") }
        return head
    }

    /// A client that waits for leave to send its body gets it at once; the limits hold anyway.
    private func answerExpectation(of head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard state.outstanding == 1, head.version == .http1_1,
            head.headers.first(name: "expect")?.lowercased() == "100-continue"
        else { return }
        let leave = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(leave)), promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if state.isReadingBody, bodyTimer == nil, !isLeaving {
            bodyTimer = after(limits.body, context) { guardian, context in guardian.fail(BodyTimeout(), context) }
        }
        context.fireChannelReadComplete()
        // Nobody above reads any more; without this the client's own close would go unseen.
        if isLeaving { context.read() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError {
            fail(error, context)
        } else {
            context.fireErrorCaught(error)
        }
    }

    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        bodyTimer = nil
        guard !isLeaving, let problem = Problem(error) else { return }
        switch state.fail(problem) {
        case .tellReader: context.fireErrorCaught(error)
        case .answer(let problem): answer(problem, context)
        case .close: leave(context)
        case .wait: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            if state.finish() { context.close(promise: nil) }
        case ChannelEvent.inputClosed:
            if state.finish(), !isLeaving { leave(context) }
            context.fireUserInboundEventTriggered(event)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: To the client

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            let closes = state.sendHead(closes: head.headers.first(name: "connection") == "close")
            guard closes || promisesKeepAlive else { return context.write(data, promise: promise) }
            head.headers.replaceOrAdd(name: "connection", value: closes ? "close" : "keep-alive")
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            lastActivity = .now()
            let step = state.sendEnd()
            context.write(data, promise: promise)
            switch step {
            case .goOn: break
            case .close: leave(context)
            case .answer(let problem): answer(problem, context)
            }
        }
    }

    /// Writes a whole answer from here, the last of the connection.
    private func answer(_ problem: Problem, _ context: ChannelHandlerContext) {
        let body = problem.body(requestID: nil)
        var headers = HTTPHeaders([
            ("content-type", "application/problem+json"), ("content-length", String(body.readableBytes)),
            ("connection", "close"), ("cache-control", "no-store"), ("x-content-type-options", "nosniff"),
        ])
        for field in problem.headers { headers.add(name: field.name.rawName, value: field.value) }
        let status = HTTPResponseStatus(statusCode: problem.code.status.code)
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        leave(context)
    }

    /// Sends what is written, says goodbye, and lets the client read it before the connection is cut: closing at once
    /// with its bytes unread would throw the answer away with them.
    private func leave(_ context: ChannelHandlerContext) {
        guard !isLeaving else { return }
        isLeaving = true
        scheduleClose(limits.write, context)
        let farewell = context.eventLoop.makePromise(of: Void.self)
        let isolated = farewell.futureResult.assumeIsolated()
        isolated.whenSuccess { self.scheduleClose(self.limits.linger, context) }
        context.flush()
        context.close(mode: .output, promise: farewell)
        context.read()
    }

    private func scheduleClose(_ delay: Duration, _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        closeTimer?.cancel()
        closeTimer = after(delay, context) { _, context in context.close(promise: nil) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writeTimer?.cancel()
        writeTimer = nil
        if !context.channel.isWritable {
            writeTimer = after(limits.write, context) { _, context in context.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    // MARK: Time

    private func scheduleIdleTimer(_ context: ChannelHandlerContext) {
        guard idleTimer == nil else { return }
        lastActivity = .now()
        checkIdleness(in: limits.idle, context)
    }

    private func checkIdleness(in delay: Duration, _ context: ChannelHandlerContext) {
        idleTimer = after(delay, context) { guardian, context in
            let quiet = Duration(.now() - guardian.lastActivity)
            // A request in hand is the server's time, not the client's; its body has a limit of its own.
            let isIdle = guardian.state.outstanding == 0 && quiet >= guardian.limits.idle
            if isIdle { return context.close(promise: nil) }
            let rest = guardian.state.outstanding == 0 ? guardian.limits.idle - quiet : guardian.limits.idle
            guardian.checkIdleness(in: rest, context)
        }
    }

    private func after(
        _ delay: Duration, _ context: ChannelHandlerContext,
        _ action: @escaping (ConnectionGuard, ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(atLeastAMillisecond: delay)) { [weak self] in
            if let self { action(self, context) }
        }
    }
}

@available(*, unavailable)
extension ConnectionGuard: Sendable {}
