import Foundation
import Models

/// The files of one import, found and understood before anything is read.
struct ImportSource {
    struct File {
        var url: URL
        var format: TableFormat
        var byteCount: Int
    }

    let layout: DataLayout
    let files: [File]
    /// Names of files that are not read.
    let ignored: [String]

    /// - Parameter url: a folder, or one file. A folder that holds nothing but one other folder stands for that one,
    ///   as archives unpack.
    init(_ url: URL) throws(ImportError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw ImportError(.notFound, "\(url.path): no such file or folder")
        }
        let folder = isFolder.boolValue ? Self.innermost(url) : url.deletingLastPathComponent()
        let names = isFolder.boolValue ? Self.fileNames(folder) : [url.lastPathComponent]
        guard let layout = DataLayout.detect(fileNames: names) else {
            throw ImportError(.unknownLayout, Self.unknownLayout(url, names))
        }
        var files: [File] = []
        for (name, known) in layout.files(among: names) {
            let file = folder.appending(path: name)
            var format = known
            if format == nil { format = try Self.format(of: file, isOnly: names.count == 1) }
            guard let format else { continue }
            files.append(File(url: file, format: format, byteCount: Self.byteCount(file)))
        }
        guard !files.isEmpty else { throw ImportError(.unknownLayout, Self.unknownLayout(url, names)) }
        self.layout = layout
        // Movies and viewers first, so that events find them.
        self.files = files.sorted { Self.rank($0.format.kind) < Self.rank($1.format.kind) }
        let read = Set(files.map(\.url.lastPathComponent))
        ignored = names.filter { !read.contains($0) }.sorted()
    }

    /// One part of a ready-made split.
    init(pairs file: URL) throws(ImportError) {
        let lines = try Self.start(of: file).split(separator: UInt8(ascii: "\n"), maxSplits: 2)
            .map { String(decoding: $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0, as: UTF8.self) }
        let first = lines.first.map { $0.hasPrefix("\u{FEFF}") ? String($0.dropFirst()) : $0 }
        let format = first.flatMap { TableFormat.pairs(first: $0, second: lines.dropFirst().first) }
        guard let format else {
            throw ImportError(
                FormatError(
                    .unknownColumns, file: file.lastPathComponent, line: 1,
                    """
                    a part of a split holds pairs, the user in the first column and the film in the second, such as \
                    “196,242”; the first line is “\(first?.prefix(200) ?? "")”
                    """))
        }
        layout = .tables
        files = [File(url: file, format: format, byteCount: Self.byteCount(file))]
        ignored = []
    }

    private static func rank(_ kind: TableKind) -> Int {
        switch kind {
        case .movies: 0
        case .viewers: 1
        case .events: 2
        }
    }

    /// From the first line; nil when it names no columns we know and other files may.
    private static func format(of url: URL, isOnly: Bool) throws(ImportError) -> TableFormat? {
        let line = Array(try start(of: url).prefix { $0 != UInt8(ascii: "\n") })
        if line.withUnsafeBufferPointer(TextDecoding.mark) == .utf16 {
            throw ImportError(
                FormatError(.utf16, file: url.lastPathComponent, line: 1, "UTF-16 text; save the file as UTF-8"))
        }
        let format = line.withUnsafeBufferPointer {
            DataLayout.format(fileName: url.lastPathComponent, firstLine: $0)
        }
        if format == nil, isOnly {
            let text = String(decoding: line.prefix(200), as: UTF8.self)
            throw ImportError(
                FormatError(
                    .unknownColumns, file: url.lastPathComponent, line: 1,
                    """
                    the first line “\(text)” does not say what the columns are. Events need userId,movieId and \
                    optionally rating or type,value and timestamp; movies need id,title; viewers userId,age
                    """))
        }
        return format
    }

    /// The first bytes of a file, enough for its first lines.
    private static func start(of url: URL) throws(ImportError) -> Data {
        do {
            let handle = try FileHandle(forReadingFrom: url)
            defer { try? handle.close() }
            return try handle.read(upToCount: 1 << 16) ?? Data()
        } catch {
            throw ImportError(.unreadableFile, "\(url.path): \(error.localizedDescription)")
        }
    }

    private static func innermost(_ folder: URL) -> URL {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let visible = entries.filter { !$0.hasPrefix(".") }
        var isFolder: ObjCBool = false
        guard visible.count == 1 else { return folder }
        let only = folder.appending(path: visible[0])
        guard FileManager.default.fileExists(atPath: only.path, isDirectory: &isFolder), isFolder.boolValue else {
            return folder
        }
        return only
    }

    private static func fileNames(_ folder: URL) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    private static func byteCount(_ url: URL) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }

    private static func unknownLayout(_ url: URL, _ names: [String]) -> String {
        """
        \(url.path): nothing here is of a layout we know (found: \(names.prefix(8).joined(separator: ", "))). Give a \
        MovieLens folder (u.data; ratings.dat; ratings.csv with movies.csv) or CSV, TSV or JSONL files whose first \
        line names its columns
        """
    }
}
