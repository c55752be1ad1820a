import Actors
import HTTPTypes
import Models
import NIOCore
import NIOHTTP1

/// The one place where errors of the rooms below and of the connection become answers.
extension Problem {
    /// What to answer for `error`; nil when nobody is there any more to answer.
    init?(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as ServingError: self.init(error)
        case let error as EventStoreError: self.init(error)
        case let error as AdministrationError: self.init(error)
        case let error as JSONSyntaxError: self.init(error)
        case let error as HTTPParserError: self.init(error)
        case is BodyTimeout: self = Self.bodyTimeout
        case is CancellationError, is ChannelError: return nil
        default: self.init(.internalError, "the server could not answer; the log of the server says more")
        }
    }

    private init(_ error: ServingError) {
        switch error.code {
        case .notReady:
            self = Problem(.notReady, error.message).retry(after: 1)
        case .overloaded:
            self = Problem(.overloaded, error.message).retry(after: 1)
        case .unknownTitle:
            self.init(.unknownTitle, error.message, field: "movie")
        case .unknownItem(let item):
            self = Problem(
                .unknownMovie, "\(error.message); it was noted for the next training", field: "movie_id"
            ).with("movie_id", .text(item.rawValue))
        case .unknownGenre(let name, let known):
            self = .unknownGenre(name, known: known)
        }
    }

    /// The same in the words of the request: a query has a `genre`, a body a list of `genres`.
    func worded(for method: HTTPRequest.Method) -> Problem {
        guard code == .unknownGenre, method != .post else { return self }
        var copy = self
        copy.field = "genre"
        return copy
    }

    static func unknownGenre(_ name: String, known: [String]) -> Problem {
        let guess = DidYouMean.nearest(to: name, among: known)
        let hint = guess.map { "did you mean \($0)?" } ?? "known_genres lists those there are"
        let problem = Problem(.unknownGenre, "no film has the genre “\(name.prefix(64))”; \(hint)", field: "genres")
            .with("known_genres", .list(known))
        return guess.map { problem.with("did_you_mean", .text($0)) } ?? problem
    }

    private init(_ error: EventStoreError) {
        switch error.code {
        case .diskFull:
            self = Problem(
                .diskFull, "nothing was stored: the disk is full; send the same events again later, with their event_id"
            ).retry(after: 10)
        case .ioFailure, .closed:
            self = Problem(
                .storeFailed, "nothing was stored; send the same events again later, with their event_id"
            ).retry(after: 5)
        case .overloaded:
            self = Problem(.overloaded, "too many events are waiting to be stored; send these again in a moment")
                .retry(after: 1)
        }
    }

    private init(_ error: AdministrationError) {
        switch error.code {
        case .unknownVersion: self.init(.unknownVersion, error.message, field: "version")
        case .rejected: self.init(.modelRejected, error.message, field: "version")
        case .nothingToRollBack: self.init(.nothingToRollBack, error.message)
        case .busy: self = Problem(.administrationBusy, error.message).retry(after: 1)
        case .notRecorded: self.init(.changeNotRecorded, error.message)
        case .training: self = Problem(.trainingBusy, error.message).retry(after: 5)
        case .unknownSetting: self.init(.unknownSetting, error.message, field: error.field)
        }
    }

    private init(_ error: JSONSyntaxError) {
        self = Problem(Self.code(of: error), "the body \(error.reason) (line \(error.line), column \(error.column))")
            .with("position", .number(error.offset))
    }

    private static func code(of error: JSONSyntaxError) -> ProblemCode {
        if error.isTooDeep { return .tooDeep }
        return error.hasTooMany ? .bodyTooLarge : .badJSON
    }

    /// What the HTTP parser stumbled over. The connection cannot be used further.
    init(_ error: HTTPParserError) {
        switch error {
        case .headerOverflow:
            self = Problem(.headerTooLarge, "the request line and header are larger than this server reads")
        case .invalidVersion:
            self = Problem(.unsupportedVersion, "this server speaks HTTP/1.1 and HTTP/1.0")
        default:
            self = Problem(.badRequestLine, "the request cannot be parsed: \(error.debugDescription)")
        }
        closesConnection = true
    }

    static var bodyTimeout: Problem {
        Problem(.bodyTimeout, "the whole body did not arrive in the time this server waits for one").closing
    }
}

/// The body of a request did not arrive in time.
struct BodyTimeout: Error {}
