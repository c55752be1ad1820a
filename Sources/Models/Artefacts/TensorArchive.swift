/// Named tensors to load a model from.
public struct TensorArchive: Sendable {
    private let tensors: [String: NamedTensor]

    public init(_ tensors: [NamedTensor]) {
        self.tensors = Dictionary(tensors.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    }

    /// All names, sorted.
    public var names: [String] { tensors.keys.sorted() }

    /// The tensors called `section.…`, without that prefix.
    public func section(_ section: String) -> TensorArchive {
        let prefix = "\(section)."
        let inside = tensors.values.filter { $0.name.hasPrefix(prefix) }
        return TensorArchive(
            inside.map {
                NamedTensor(
                    name: String($0.name.dropFirst(prefix.count)), type: $0.type, shape: $0.shape, bytes: $0.bytes)
            })
    }

    /// The tensor `name` of this type and shape; nil in `shape` allows any size.
    /// - Throws: `ArtefactError` that names what is missing or different.
    public func tensor<Element: TensorElement>(
        _ name: String, shape: [Int?], as type: Element.Type = Element.self
    ) throws(ArtefactError) -> FrozenArray<Element> {
        guard let tensor = tensors[name] else {
            throw ArtefactError(.missingTensor, "the artefact has no tensor '\(name)'; train the model again")
        }
        guard let elements = tensor.elements(as: Element.self) else {
            throw ArtefactError(
                .wrongShape, "tensor '\(name)' holds \(tensor.type.rawValue), not \(Element.tensorType.rawValue)")
        }
        let fits = tensor.shape.count == shape.count && zip(tensor.shape, shape).allSatisfy { $1 == nil || $0 == $1 }
        guard fits else {
            throw ArtefactError(.wrongShape, "tensor '\(name)' has shape \(tensor.shape), not the expected one")
        }
        return elements
    }
}
