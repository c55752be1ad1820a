/// What training data are made of, each part under a name of its own: when two sets that should be one are not, these
/// say where to look.
public struct SourceDigests: Sendable, Equatable, Codable {
    /// SHA-256 of the log's ids and events.
    public var events: String
    /// SHA-256 of the films' descriptions, in the order given.
    public var movies: String
    /// SHA-256 of the viewers' descriptions, in the order given.
    public var viewers: String

    /// - Complexity: O(everything).
    public init(_ log: InteractionLog, movies: [Movie], viewers: [Viewer]) {
        events = Self.digest { writer in
            writer.append(log.users.offsets)
            writer.append(log.users.text)
            writer.append(log.items.offsets)
            writer.append(log.items.text)
            writer.append(FrozenArray(log.rows.users))
            writer.append(FrozenArray(log.rows.items))
            writer.append(FrozenArray(log.rows.kinds))
            writer.append(FrozenArray(log.rows.values))
            writer.append(FrozenArray(log.rows.timestamps))
        }
        self.movies = Self.digest { writer in
            for movie in movies {
                writer.append(movie.id.rawValue)
                writer.append(movie)
            }
        }
        self.viewers = Self.digest { writer in
            for viewer in viewers {
                writer.append(viewer.id.rawValue)
                writer.append(viewer.age ?? -1)
                writer.append(viewer.gender)
                writer.append(viewer.occupation)
            }
        }
    }

    private static func digest(_ write: (inout HashWriter) -> Void) -> String {
        var writer = HashWriter()
        write(&writer)
        return writer.finish()
    }
}
