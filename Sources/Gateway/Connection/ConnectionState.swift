/// What one connection is in the middle of, and what follows. Plain values: the handler around it only acts.
///
/// ```
///   head ─ body… ─ end        requests are counted when their head comes,
///        answer ─ end         and no longer when their answer has ended
/// ```
package struct ConnectionState {
    /// Requests whose answer has not ended.
    package private(set) var outstanding = 0
    /// The head of the last request is here, its end is not.
    package private(set) var isReadingBody = false
    /// No request after those that are here will be read.
    package private(set) var isLast = false
    /// Nothing that comes will be passed on.
    private var isDeaf = false
    /// What to say when the outstanding requests are answered.
    private var lastWords: Problem?

    package init() {}

    // MARK: From the client

    /// A head came.
    /// - Parameter isLast: the client says, or HTTP/1.0 means, that no request follows.
    /// - Returns: whether to pass it on.
    package mutating func receiveHead(isLast: Bool) -> Bool {
        guard !isDeaf, !self.isLast else {
            isDeaf = true
            return false
        }
        self.isLast = isLast
        outstanding += 1
        isReadingBody = true
        return true
    }

    /// A piece of a body came. Returns whether to pass it on.
    package func receiveBody() -> Bool { isReadingBody && !isDeaf }

    /// A request is complete. Returns whether to pass that on.
    package mutating func receiveEnd() -> Bool {
        guard isReadingBody, !isDeaf else { return false }
        isReadingBody = false
        return true
    }

    /// What to do about bytes that are not HTTP, or a body that does not come.
    package enum FailureStep {
        /// The request that is being read learns of it, and answers.
        case tellReader
        case answer(Problem)
        /// Its answer has ended already, or there was none to give.
        case close
        /// It comes after the outstanding answers.
        case wait
    }

    /// What comes cannot be understood from here on.
    package mutating func fail(_ problem: Problem) -> FailureStep {
        isLast = true
        guard !isDeaf else { return .wait }
        isDeaf = true
        if isReadingBody {
            isReadingBody = false
            return outstanding > 0 ? .tellReader : .close
        }
        guard outstanding > 0 else { return .answer(problem) }
        lastWords = problem
        return .wait
    }

    /// The client will send nothing more, or the server is stopping. Returns whether to close now.
    package mutating func finish() -> Bool {
        isLast = true
        return outstanding == 0
    }

    // MARK: To the client

    /// An answer begins.
    /// - Parameter closes: the answer says that it is the last.
    /// - Returns: whether it is the last of this connection.
    package mutating func sendHead(closes: Bool) -> Bool {
        if closes {
            isLast = true
            isDeaf = true
        }
        return closes || (isLast && outstanding <= 1 && lastWords == nil)
    }

    package enum AnswerStep {
        case goOn
        case close
        case answer(Problem)
    }

    /// An answer has ended.
    package mutating func sendEnd() -> AnswerStep {
        outstanding = max(0, outstanding - 1)
        if isDeaf, lastWords == nil { return .close }
        guard outstanding == 0 else { return .goOn }
        if let lastWords { return .answer(lastWords) }
        return isLast ? .close : .goOn
    }
}
