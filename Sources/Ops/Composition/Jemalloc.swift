import Foundation

/// What jemalloc says of itself, where it is this process's allocator.
///
/// Only the executable links it: a library must not choose its user's allocator, and a test under a sanitizer has the
/// sanitizer's. So its one control function is looked up while the process runs, and without it there is no figure.
public enum Jemalloc {
    /// `5.3.0-0-g…`, or nil when another allocator answers `malloc`.
    public static var version: String? {
        var text: UnsafePointer<CChar>?
        guard read("version", into: &text), let text else { return nil }
        return String(cString: text)
    }

    /// Bytes that the process has allocated and not freed, as jemalloc counts them: proof that it is in use.
    public static var allocatedBytes: Int? {
        // Figures are as of the last epoch; moving it on refreshes them.
        var epoch: UInt64 = 1
        guard let control, control("epoch", nil, nil, &epoch, MemoryLayout<UInt64>.size) == 0 else { return nil }
        var bytes = 0
        return read("stats.allocated", into: &bytes) ? bytes : nil
    }

    /// Gives memory back to the system that was freed and is kept for the next allocation.
    static func releaseUnused() {
        // 4096 stands for all arenas (MALLCTL_ARENAS_ALL).
        _ = control?("arena.4096.purge", nil, nil, nil, 0)
    }

    /// Whether memory that Swift allocates is counted by jemalloc: allocates a block and looks.
    public static var servesSwift: Bool {
        guard let before = allocatedBytes else { return false }
        let block = UnsafeMutableRawPointer.allocate(byteCount: 8 << 20, alignment: 64)
        block.storeBytes(of: 1, as: UInt8.self)
        let after = allocatedBytes ?? 0
        block.deallocate()
        // Half of it: small blocks that come and go meanwhile are counted late, one way or the other.
        return after - before >= 4 << 20
    }

    /// `int mallctl(const char *name, void *oldp, size_t *oldlenp, void *newp, size_t newlen)`, as jemalloc(3) has it.
    private typealias Control =
        @convention(c) (
            UnsafePointer<CChar>, UnsafeMutableRawPointer?, UnsafeMutablePointer<Int>?, UnsafeMutableRawPointer?, Int
        ) -> CInt

    private static let control: Control? = {
        let wholeProcess = UnsafeMutableRawPointer(bitPattern: 0)  // RTLD_DEFAULT
        return dlsym(wholeProcess, "mallctl").map { unsafeBitCast($0, to: Control.self) }
    }()

    private static func read<Value: BitwiseCopyable>(_ name: String, into value: inout Value) -> Bool {
        guard let control else { return false }
        var size = MemoryLayout<Value>.size
        return control(name, &value, &size, nil, 0) == 0 && size == MemoryLayout<Value>.size
    }
}
