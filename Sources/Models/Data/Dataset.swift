/// Everything an import brings: movies, viewers and what they did, in the order given.
public struct Dataset: Sendable, Equatable {
    public var movies: [Movie]
    public var viewers: [Viewer]
    public var interactions: [Interaction]

    public init(movies: [Movie] = [], viewers: [Viewer] = [], interactions: [Interaction] = []) {
        self.movies = movies
        self.viewers = viewers
        self.interactions = interactions
    }
}
