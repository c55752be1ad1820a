/// What was asked, as records and metrics name it.
public enum Endpoint: String, Sendable, Codable, CaseIterable {
    case recommend
    case recommendByTitle = "recommend_by_title"
    case similar
    case popular
}
