/// Everything an import brings: movies, viewers and what they did, in the order given.
public struct Dataset: Sendable, Equatable {
    /// The catalogue, as far as it was described.
    public var movies: [Movie]
    /// Viewers, as far as they were described.
    public var viewers: [Viewer]
    /// What viewers did with films.
    public var interactions: [Interaction]

    public init(movies: [Movie] = [], viewers: [Viewer] = [], interactions: [Interaction] = []) {
        self.movies = movies
        self.viewers = viewers
        self.interactions = interactions
    }
}
