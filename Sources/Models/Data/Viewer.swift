/// What is known of a viewer. Protected attributes are used to measure fairness, never to rank.
public struct Viewer: Sendable, Equatable, Codable {
    public var id: UserID
    /// Years, or the lower end of the age band the source gives.
    public var age: Int?
    public var gender: String?
    public var occupation: String?

    public init(id: UserID, age: Int? = nil, gender: String? = nil, occupation: String? = nil) {
        self.id = id
        self.age = age
        self.gender = gender
        self.occupation = occupation
    }
}
