import Testing

@testable import Gateway

/// The life of a connection by table, without sockets.
@Suite struct ConnectionStateTests {
    private let problem = Problem(.badRequestLine, "no")

    private func answer(_ state: Line) -> String {
        _ = state.sendHead(closes: false)
        return step(state.sendEnd())
    }

    private func step(_ step: ConnectionState.AnswerStep) -> String {
        switch step {
        case .goOn: "go on"
        case .close: "close"
        case .answer: "answer"
        }
    }

    private func step(_ step: ConnectionState.FailureStep) -> String {
        switch step {
        case .tellReader: "tell reader"
        case .answer: "answer"
        case .close: "close"
        case .wait: "wait"
        }
    }

    private func request(_ state: Line, isLast: Bool = false) {
        _ = state.receiveHead(isLast: isLast)
        _ = state.receiveEnd()
    }

    @Test func `requests follow one another on one connection`() {
        let state = Line()
        for _ in 0..<3 {
            request(state)
            #expect(state.outstanding == 1)
            #expect(answer(state) == "go on")
            #expect(state.outstanding == 0)
        }
    }

    @Test func `the answer to a last request is the last, and what follows is not read`() {
        let state = Line()
        request(state, isLast: true)
        #expect(!state.receiveHead(isLast: false))
        #expect(!state.receiveBody() && !state.receiveEnd())
        #expect(state.sendHead(closes: false))
        #expect(step(state.sendEnd()) == "close")
    }

    @Test func `pipelined requests are all answered before the last one closes`() {
        let state = Line()
        request(state)
        request(state, isLast: true)
        #expect(answer(state) == "go on")
        #expect(answer(state) == "close")
    }

    @Test func `a broken first request is answered at once`() {
        let state = Line()
        #expect(step(state.fail(problem)) == "answer")
    }

    @Test func `a broken request behind others waits for their answers`() {
        let state = Line()
        request(state)
        request(state)
        #expect(step(state.fail(problem)) == "wait")
        #expect(answer(state) == "go on")
        #expect(answer(state) == "answer")
    }

    @Test func `a broken body is told to whoever reads it, and the answer is the last`() {
        let state = Line()
        _ = state.receiveHead(isLast: false)
        #expect(step(state.fail(problem)) == "tell reader")
        #expect(!state.receiveBody())
        #expect(state.sendHead(closes: false))
        #expect(step(state.sendEnd()) == "close")
    }

    @Test func `a broken body that was answered already closes`() {
        let state = Line()
        _ = state.receiveHead(isLast: false)
        #expect(answer(state) == "go on")
        #expect(step(state.fail(problem)) == "close")
    }

    @Test func `an answer that says close stops reading`() {
        let state = Line()
        _ = state.receiveHead(isLast: false)
        #expect(state.sendHead(closes: true))
        #expect(!state.receiveBody())
        #expect(step(state.sendEnd()) == "close")
    }

    @Test func `stopping closes a connection at rest, and lets one at work finish`() {
        let resting = Line()
        #expect(resting.finish())
        let working = Line()
        request(working)
        #expect(!working.finish())
        #expect(working.sendHead(closes: false))
        #expect(step(working.sendEnd()) == "close")
    }

    @Test func `a second failure changes nothing`() {
        let state = Line()
        request(state)
        _ = state.fail(problem)
        #expect(step(state.fail(problem)) == "wait")
    }

    @Test func `an end without a request is passed over`() {
        let state = Line()
        #expect(!state.receiveEnd() && !state.receiveBody())
        #expect(step(state.sendEnd()) == "go on")
        #expect(state.outstanding == 0)
    }
}

/// A state by reference, so that expectations may change it.
private final class Line {
    private var state = ConnectionState()

    var outstanding: Int { state.outstanding }
    func receiveHead(isLast: Bool) -> Bool { state.receiveHead(isLast: isLast) }
    func receiveBody() -> Bool { state.receiveBody() }
    func receiveEnd() -> Bool { state.receiveEnd() }
    func fail(_ problem: Problem) -> ConnectionState.FailureStep { state.fail(problem) }
    func finish() -> Bool { state.finish() }
    func sendHead(closes: Bool) -> Bool { state.sendHead(closes: closes) }
    func sendEnd() -> ConnectionState.AnswerStep { state.sendEnd() }
}
