/// By what viewers or films are told apart when it is asked whose likes a model learns from.
public enum GroupDimension: String, Sendable, Codable, CaseIterable {
    /// Of the film; one with several is shared evenly between them.
    case genre
    /// Of the viewer, as the source writes it.
    case gender
    /// Of the viewer, in the bands of MovieLens 1M.
    case age
    /// Of the viewer: quarters of the trained viewers, by how many films they met.
    case activity
}

/// The name and bounds of an age band.
enum AgeBand {
    /// The lower end of each; the names in the same order.
    private static let starts = [0, 18, 25, 35, 45, 50, 56]
    static let names = ["under 18", "18–24", "25–34", "35–44", "45–49", "50–55", "56 and over"]

    /// - Parameter age: years, or the lower end of a band.
    static func number(of age: Int) -> Int { max(0, starts.count { $0 <= age } - 1) }
}
