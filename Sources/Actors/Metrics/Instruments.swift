/// What is counted apart from requests and answers: rare things. One list: name, meaning, nothing elsewhere.
public enum ServingCounter: Int, Sendable, CaseIterable {
    /// Models put into service, forward and back.
    case swaps, rollbacks
    /// Events that viewers sent: taken in, known already, refused.
    case eventsAccepted, eventsDuplicate, eventsRefused
    /// Viewers whose live state was let go of for want of room, and events of those that stay.
    case viewersEvicted, eventsForgotten
    /// Records of answers: on disk, dropped at a full buffer, lost at shutdown; and writes that failed.
    case recordsWritten, recordsDropped, recordsLost, recordWritesFailed
    /// Films and titles that nothing is known of.
    case unknownItems, unknownItemsDropped, unknownTitles
    /// Requests that found too many waiting.
    case requestsRefused
    /// Answers that broke a promise, such as showing a film that was to be left out.
    case ruleViolations

    /// The Prometheus name; counters end in `_total`.
    public var name: String {
        switch self {
        case .swaps: "marquee_model_swaps_total"
        case .rollbacks: "marquee_model_rollbacks_total"
        case .eventsAccepted: "marquee_events_accepted_total"
        case .eventsDuplicate: "marquee_events_duplicate_total"
        case .eventsRefused: "marquee_events_refused_total"
        case .viewersEvicted: "marquee_live_viewers_evicted_total"
        case .eventsForgotten: "marquee_live_events_forgotten_total"
        case .recordsWritten: "marquee_request_records_written_total"
        case .recordsDropped: "marquee_request_records_dropped_total"
        case .recordsLost: "marquee_request_records_lost_total"
        case .recordWritesFailed: "marquee_request_record_writes_failed_total"
        case .unknownItems: "marquee_unknown_items_total"
        case .unknownItemsDropped: "marquee_unknown_items_dropped_total"
        case .unknownTitles: "marquee_unknown_titles_total"
        case .requestsRefused: "marquee_requests_refused_total"
        case .ruleViolations: "marquee_rule_violations_total"
        }
    }

    /// One line for `# HELP`.
    public var help: String {
        switch self {
        case .swaps: "Models put into service."
        case .rollbacks: "Returns to the model that served before."
        case .eventsAccepted: "Events stored durably."
        case .eventsDuplicate: "Events whose id was stored before."
        case .eventsRefused: "Events that could not be stored."
        case .viewersEvicted: "Viewers whose live state gave way to newer ones."
        case .eventsForgotten: "Live events of a viewer that gave way to newer ones."
        case .recordsWritten: "Request records written to the log."
        case .recordsDropped: "Request records dropped because the buffer was full."
        case .recordsLost: "Request records that could not be written at shutdown."
        case .recordWritesFailed: "Batches of request records that the log refused."
        case .unknownItems: "Requests for films that are not in the model."
        case .unknownItemsDropped: "Unknown films that were not noted because the list was full."
        case .unknownTitles: "Title searches that found no film."
        case .requestsRefused: "Requests refused because too many were waiting."
        case .ruleViolations: "Rules of an answer that a list broke."
        }
    }
}
