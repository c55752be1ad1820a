/// What is known of a viewer. Protected attributes are used to measure fairness, never to rank.
public struct Viewer: Sendable, Equatable, Codable {
    /// The viewer's id, as the outside world has it.
    public var id: UserID
    /// Years, or the lower end of the age band the source gives.
    public var age: Int?
    /// As the source has it, such as `F`; nil where nobody said.
    public var gender: String?
    /// As the source has it; nil where nobody said.
    public var occupation: String?

    public init(id: UserID, age: Int? = nil, gender: String? = nil, occupation: String? = nil) {
        self.id = id
        self.age = age
        self.gender = gender
        self.occupation = occupation
    }
}

extension Viewer {
    /// In user-number order; nil where nobody described the viewer. Of two descriptions the first counts.
    static func aligned(_ viewers: [Viewer], with users: UserVocabulary) -> [Viewer?] {
        var aligned = [Viewer?](repeating: nil, count: users.count)
        for viewer in viewers {
            guard let number = users.number(of: viewer.id), aligned[number.index] == nil else { continue }
            aligned[number.index] = viewer
        }
        return aligned
    }
}
