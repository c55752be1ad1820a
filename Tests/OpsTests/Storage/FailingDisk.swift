import Foundation
import GRDBSQLite
import Synchronization

/// A disk whose syncs and writes can be made to fail: a layer over SQLite's default file system, for databases in
/// folders whose name contains `failing-disk`. Every other database is untouched.
///
/// `installed` registers it once as SQLite's default; the C structures live as long as the process.
enum FailingDisk {
    static let mark = "failing-disk"
    static let isFailing = Atomic(false)

    static let installed: Bool = {
        guard let base = sqlite3_vfs_find(nil) else { return false }
        original = base
        let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        layer.initialize(to: base.pointee)
        layer.pointee.zName = UnsafePointer(strdup("marquee-failing-disk"))
        layer.pointee.xOpen = open
        return sqlite3_vfs_register(layer, 1) == SQLITE_OK
    }()

    // Set once by `installed`, before SQLite can call what reads it.
    nonisolated(unsafe) private static var original: UnsafeMutablePointer<sqlite3_vfs>!
    /// The failing twin of each of the file system's method tables (databases and logs have different ones). All of
    /// them sync alike, so one original serves.
    // Guarded by `lock`.
    nonisolated(unsafe) private static var twins:
        [UnsafePointer<sqlite3_io_methods>: UnsafeMutablePointer<sqlite3_io_methods>] = [:]
    // Set once under `lock`, before the first twin is handed out.
    nonisolated(unsafe) private static var originalMethods: UnsafePointer<sqlite3_io_methods>!
    private static let lock = NSLock()

    private static let open:
        @convention(c) (
            UnsafeMutablePointer<sqlite3_vfs>?, UnsafePointer<CChar>?, UnsafeMutablePointer<sqlite3_file>?, Int32,
            UnsafeMutablePointer<Int32>?
        ) -> Int32 = { _, name, file, flags, outFlags in
            let code = original.pointee.xOpen(original, name, file, flags, outFlags)
            guard code == SQLITE_OK, let name, String(cString: name).contains(mark), let file,
                let base = file.pointee.pMethods
            else { return code }
            file.pointee.pMethods = UnsafePointer(failingMethods(over: base))
            return code
        }

    private static let sync: @convention(c) (UnsafeMutablePointer<sqlite3_file>?, Int32) -> Int32 = { file, flags in
        FailingDisk.isFailing.load(ordering: .relaxed)
            ? SQLITE_IOERR | (4 << 8) : FailingDisk.originalMethods.pointee.xSync(file, flags)
    }

    private static func failingMethods(
        over base: UnsafePointer<sqlite3_io_methods>
    ) -> UnsafeMutablePointer<sqlite3_io_methods> {
        lock.lock()
        defer { lock.unlock() }
        if let twin = twins[base] { return twin }
        if originalMethods == nil { originalMethods = base }
        let copy = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        copy.initialize(to: base.pointee)
        copy.pointee.xSync = sync
        twins[base] = copy
        return copy
    }
}
