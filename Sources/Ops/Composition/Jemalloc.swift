import CJemalloc

/// What the process's allocator says of itself. Calling it is also what binds Swift's allocations to jemalloc.
public enum Jemalloc {
    /// `5.3.0-0-g…`, or nil when another allocator answers `malloc`.
    public static var version: String? {
        var text: UnsafePointer<CChar>?
        var size = MemoryLayout<UnsafePointer<CChar>?>.size
        guard mallctl("version", &text, &size, nil, 0) == 0, let text else { return nil }
        return String(cString: text)
    }

    /// Bytes that the process has allocated and not freed, as jemalloc counts them: proof that it is in use.
    public static var allocatedBytes: Int? {
        // Figures are as of the last epoch; moving it on refreshes them.
        var epoch: UInt64 = 1
        guard mallctl("epoch", nil, nil, &epoch, MemoryLayout<UInt64>.size) == 0 else { return nil }
        var bytes = 0
        var size = MemoryLayout<Int>.size
        guard mallctl("stats.allocated", &bytes, &size, nil, 0) == 0 else { return nil }
        return bytes
    }

    /// Whether memory that Swift allocates is counted by jemalloc: allocates a block and looks.
    public static var servesSwift: Bool {
        guard let before = allocatedBytes else { return false }
        let block = UnsafeMutableRawPointer.allocate(byteCount: 8 << 20, alignment: 64)
        block.storeBytes(of: 1, as: UInt8.self)
        let after = allocatedBytes ?? 0
        block.deallocate()
        return after - before >= 8 << 20
    }
}
