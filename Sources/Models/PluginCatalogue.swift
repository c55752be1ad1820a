/// An algorithm as a plug-in: how to train it and how to load what it saved.
///
/// A third party conforms, registers in a `PluginCatalogue`, and can then train, evaluate and serve it.
public protocol ModelPlugin: Sendable {
    /// Short and lower-case, the name people type: `als`.
    var name: String { get }
    /// One line for `--help`.
    var summary: String { get }
    /// The settings it understands, with their defaults; what is not among them is refused.
    var settings: [SettingDescription] { get }
    /// The settings worth searching, with the values worth trying, for `SettingSearch`. Nothing, unless it says so.
    var searchSpace: [String: SearchRange] { get }

    /// A trainer with these settings; what is not given takes its default.
    func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer

    /// The model that `Recommender.tensors()` described.
    func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender
}

/// Name → how to train, how to load: the one list of models.
public struct PluginCatalogue: Sendable {
    private var plugins: [String: any ModelPlugin] = [:]

    public init(_ plugins: [any ModelPlugin] = []) {
        for plugin in plugins { register(plugin) }
    }

    /// Adds a plug-in; one of the same name is replaced.
    public mutating func register(_ plugin: any ModelPlugin) { plugins[plugin.name] = plugin }

    /// The plug-in of this name; nil where none is registered.
    public subscript(name: String) -> (any ModelPlugin)? { plugins[name] }

    /// All names, sorted.
    public var names: [String] { plugins.keys.sorted() }
}
