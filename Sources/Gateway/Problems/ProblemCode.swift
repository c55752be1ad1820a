package import HTTPTypes

/// Every way a request can be refused: one list that answers, documentation and tests share.
///
/// The raw value is the `code` member of the answer and the end of its `type`; it never changes once published.
package enum ProblemCode: String, Sendable, CaseIterable {
    case badRequestLine = "bad_request_line"
    case badHost = "bad_host"
    case headerTooLarge = "header_too_large"
    case pathTooLong = "path_too_long"
    case unsupportedVersion = "unsupported_http_version"
    case badPath = "bad_path"
    case badQuery = "bad_query"
    case unknownRoute = "unknown_route"
    case wrongMethod = "wrong_method"
    case wrongContentType = "wrong_content_type"
    case wrongContentEncoding = "wrong_content_encoding"
    case bodyTooLarge = "body_too_large"
    case bodyTimeout = "body_timeout"
    case badJSON = "bad_json"
    case tooDeep = "nested_too_deep"
    case missingField = "missing_field"
    case unknownField = "unknown_field"
    case duplicateField = "duplicate_field"
    case wrongType = "wrong_type"
    case outOfRange = "out_of_range"
    case unknownGenre = "unknown_genre"
    case unknownMovie = "unknown_movie"
    case unknownTitle = "unknown_title"
    case unauthorized
    case unknownVersion = "unknown_model_version"
    case modelRejected = "model_rejected"
    case unknownRun = "unknown_training_run"
    case unknownReport = "unknown_report"
    case nothingToRollBack = "nothing_to_roll_back"
    case administrationBusy = "administration_busy"
    case administrationMissing = "administration_missing"
    case changeNotRecorded = "change_not_recorded"
    case trainingBusy = "training_busy"
    case unknownSetting = "unknown_setting"
    case diskFull = "disk_full"
    case storeFailed = "event_store_failed"
    case notReady = "not_ready"
    case draining
    case overloaded
    case tooManyStreams = "too_many_streams"
    case missingPage = "missing_page"
    case internalError = "internal_error"

    package var status: HTTPResponse.Status {
        switch self {
        case .badRequestLine, .badHost, .badPath, .badQuery, .badJSON, .tooDeep: .badRequest
        case .unauthorized: .unauthorized
        case .unknownRoute, .unknownMovie, .unknownTitle, .unknownVersion, .unknownRun, .unknownReport: .notFound
        case .wrongMethod: .methodNotAllowed
        case .bodyTimeout: .requestTimeout
        case .modelRejected, .nothingToRollBack, .trainingBusy: .conflict
        case .bodyTooLarge: .contentTooLarge
        case .pathTooLong: .uriTooLong
        case .wrongContentType, .wrongContentEncoding: .unsupportedMediaType
        case .missingField, .unknownField, .duplicateField, .wrongType, .outOfRange, .unknownGenre,
            .unknownSetting:
            .unprocessableContent
        case .headerTooLarge: .requestHeaderFieldsTooLarge
        case .unsupportedVersion: .httpVersionNotSupported
        case .internalError, .missingPage: .internalServerError
        case .diskFull: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
        case .storeFailed, .notReady, .draining, .overloaded, .administrationBusy, .administrationMissing,
            .changeNotRecorded, .tooManyStreams:
            .serviceUnavailable
        }
    }

    /// The same for every occurrence, as RFC 9457 wants it.
    package var title: String {
        switch self {
        case .badRequestLine: "The request is not HTTP"
        case .badHost: "The Host header is missing or stands twice"
        case .headerTooLarge: "The request header is too large"
        case .pathTooLong: "The path and query are too long"
        case .unsupportedVersion: "This HTTP version is not spoken here"
        case .badPath: "The path is not valid"
        case .badQuery: "The query is not valid"
        case .unknownRoute: "There is no such route"
        case .wrongMethod: "The route does not answer this method"
        case .wrongContentType: "The body must be JSON"
        case .wrongContentEncoding: "The body must not be encoded"
        case .bodyTooLarge: "The body is too large"
        case .bodyTimeout: "The body took too long"
        case .badJSON: "The body is not JSON"
        case .tooDeep: "The body is nested too deep"
        case .missingField: "A field is missing"
        case .unknownField: "A field looks misspelt"
        case .duplicateField: "A field stands twice"
        case .wrongType: "A field has the wrong type"
        case .outOfRange: "A field is out of range"
        case .unknownGenre: "No film has this genre"
        case .unknownMovie: "This film is not in the catalogue"
        case .unknownTitle: "No film has such a title"
        case .unauthorized: "A token is needed"
        case .unknownVersion: "There is no such model version"
        case .unknownRun: "There is no such training run"
        case .unknownReport: "There is no such report"
        case .modelRejected: "The model was not put into service"
        case .nothingToRollBack: "There is no earlier model"
        case .administrationBusy: "Another change is under way"
        case .administrationMissing: "This server takes no administration"
        case .changeNotRecorded: "The change could not be recorded"
        case .trainingBusy: "A training run is under way"
        case .unknownSetting: "No run can be asked for that"
        case .diskFull: "The disk is full"
        case .storeFailed: "Events cannot be stored now"
        case .notReady: "No model serves yet"
        case .draining: "The server is stopping"
        case .overloaded: "Too many requests are waiting"
        case .tooManyStreams: "Too many streams are open"
        case .missingPage: "The page's files are missing"
        case .internalError: "Something went wrong here"
        }
    }
}
