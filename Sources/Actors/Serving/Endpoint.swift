/// What was asked, as records and metrics name it.
public enum Endpoint: String, Sendable, Codable, CaseIterable {
    /// Films for a viewer.
    case recommend
    /// Films like the one of a title.
    case recommendByTitle = "recommend_by_title"
    /// Films like one film.
    case similar
    /// What is most liked.
    case popular
}
