import Foundation
import Models
import NIOCore

/// The files of the pages, read and packed once. Where they are missing the pages say so; nothing else suffers.
struct WebFiles: Sendable {
    /// Where a person begins.
    static let pages = ["viewer.html", "operate.html", "docs.html"]
    /// Larger files are nothing that a page of ours is made of.
    private static let maximumFileBytes = 1 << 20

    /// By their path below the folder, as `shared/dom.js`.
    private let files: [String: WebFile]

    /// - Parameter folder: where the files are; nil looks beside the executable.
    init(folder: String?) {
        let folders = folder.map { [URL(filePath: $0, directoryHint: .isDirectory)] } ?? Self.usualFolders
        files = folders.lazy.map(Self.read).first { !$0.isEmpty } ?? [:]
    }

    var totalBytes: Int { files.values.reduce(0) { $0 + $1.plain.readableBytes } }
    var paths: [String] { files.keys.sorted() }

    subscript(path: String) -> WebFile? { files[path] }

    /// The pages that are not there, and what the others name and do not find; empty when all is well.
    var missing: [String] {
        let named = Self.pages.compactMap { files[$0] }.flatMap { Self.references(in: String(buffer: $0.plain)) }
        return (Self.pages + Set(named).sorted()).filter { files[$0] == nil }
    }

    func page(_ name: String) throws(Problem) -> WebFile {
        guard let file = files[name] else {
            throw Problem(
                .missingPage,
                "the folder marquee_Gateway.resources must stand beside the marquee executable, with Web/\(name) in it")
        }
        return file
    }

    /// What a page loads of our own: `/web/shared/dom.js` as `shared/dom.js`.
    private static func references(in page: String) -> [String] {
        page.matches(of: /"\/web\/([^"]+)"/).map { String($0.output.1) }
    }

    /// SwiftPM puts resources into a folder beside the executable; so do the image and the installer.
    private static var usualFolders: [URL] {
        let executable = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        return [executable, Bundle.main.bundleURL].compactMap { $0?.appending(path: "marquee_Gateway.resources/Web") }
    }

    /// Every file of the kinds we serve; what cannot be read is as if it were not there, and `missing` tells.
    private static func read(_ folder: URL) -> [String: WebFile] {
        let root = folder.resolvingSymlinksInPath()
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
        var files: [String: WebFile] = [:]
        for name in names {
            guard let mediaType = WebFile.mediaType(of: name),
                let data = try? Data(contentsOf: root.appending(path: name)), data.count <= maximumFileBytes
            else { continue }
            files[name] = WebFile(WebText.squeezed(Array(data), mediaType: mediaType), mediaType: mediaType)
        }
        return files
    }
}

/// One file as it is sent, plain and packed, each with the tag that names exactly these bytes.
struct WebFile: Sendable {
    let mediaType: String
    let plain: ByteBuffer
    /// Nil where packing would not make it smaller.
    let packed: ByteBuffer?
    let plainTag: String
    let packedTag: String

    init(_ bytes: [UInt8], mediaType: String) {
        self.mediaType = mediaType
        plain = ByteBuffer(bytes: bytes)
        packed = Gzip.packed(bytes).map { ByteBuffer(bytes: $0) }
        let hash = String(bytes.withUnsafeBufferPointer { StableHash.hash($0) }, radix: 36)
        plainTag = "\"\(hash)\""
        packedTag = "\"\(hash)-gzip\""
    }

    /// Nil for what is none of ours: a hidden file, an editor's copy.
    static func mediaType(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: nil
        }
    }
}

extension HTTPGateway {
    /// The files of the pages that cannot be found; empty when all is well. For a doctor to ask.
    public static func missingPages(in configuration: Configuration = Configuration()) -> [String] {
        WebFiles(folder: configuration.webFolder).missing
    }
}
