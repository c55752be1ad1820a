import Foundation
import NIOCore

/// The files of the documentation page, read once. Where they are missing the page says so; nothing else suffers.
package struct WebPages: Sendable {
    package static let names = ["docs.html", "docs.css", "docs.js"]

    /// Nothing from elsewhere, nothing inline: the page works offline, and text in it cannot become script.
    static let contentSecurityPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
        base-uri 'none'; form-action 'none'; frame-ancestors 'none'
        """

    private let files: [String: ByteBuffer]

    /// - Parameter folder: where the files are; nil looks beside the executable.
    package init(folder: String?) {
        let folders = folder.map { [URL(filePath: $0, directoryHint: .isDirectory)] } ?? Self.usualFolders
        var files: [String: ByteBuffer] = [:]
        for name in Self.names {
            let data = folders.lazy.compactMap { try? Data(contentsOf: $0.appending(path: name)) }.first
            files[name] = data.map { ByteBuffer(bytes: $0) }
        }
        self.files = files
    }

    /// The names of files that were not found; empty when all is well.
    package var missing: [String] { Self.names.filter { files[$0] == nil } }

    /// SwiftPM puts resources into a folder beside the executable; so do the image and the installer.
    private static var usualFolders: [URL] {
        let executable = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        return [executable, Bundle.main.bundleURL].compactMap { $0?.appending(path: "marquee_Gateway.resources/Web") }
    }

    func file(_ name: String) throws(Problem) -> ByteBuffer {
        guard let file = files[name] else {
            throw Problem(
                .missingPage,
                "the folder marquee_Gateway.resources must stand beside the marquee executable, with Web/\(name) in it")
        }
        return file
    }
}

extension HTTPGateway {
    /// The files of `/docs` that cannot be found; empty when all is well. For a doctor to ask.
    public static func missingPages(in configuration: Configuration = Configuration()) -> [String] {
        WebPages(folder: configuration.webFolder).missing
    }
}
