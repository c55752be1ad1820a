/// Bytes that never change: allocated once and filled, or mapped from a file.
///
/// `@unchecked Sendable` invariant: the bytes are written only before `init` returns and stay valid and unchanged
/// until `deinit`, which alone releases them; whoever hands over bytes to adopt, mapped or its own, promises the same.
public final class FrozenStorage: @unchecked Sendable {
    /// The bytes themselves; valid as long as this object lives.
    public let bytes: UnsafeRawBufferPointer
    private let release: (UnsafeRawBufferPointer) -> Void

    /// Adopts `bytes`; `release` is called once, when nobody refers to them any more.
    public init(adopting bytes: UnsafeRawBufferPointer, release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) {
        self.bytes = bytes
        self.release = release
    }

    /// Allocates `byteCount` bytes on a 64-byte boundary and lets `fill` write them.
    public init<Failure: Error>(
        byteCount: Int, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(byteCount, 1), alignment: 64)
        let used = UnsafeMutableRawBufferPointer(rebasing: memory[..<byteCount])
        do {
            try fill(used)
        } catch {
            memory.deallocate()
            throw error
        }
        bytes = UnsafeRawBufferPointer(used)
        release = { _ in memory.deallocate() }
    }

    deinit { release(bytes) }
}

/// An immutable array of plain values, owned or memory-mapped; copying it copies a reference.
///
/// The one shape in which models keep factors, id maps and histories, so that a model read from disk and one just
/// trained are the same thing.
public struct FrozenArray<Element: BitwiseCopyable & Sendable>: Sendable, RandomAccessCollection {
    /// The bytes that the elements stand in, perhaps with others.
    public let storage: FrozenStorage
    @usableFromInline let byteOffset: Int
    public let count: Int

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }

    /// - Complexity: O(n).
    public init(_ elements: [Element]) {
        self.init(count: elements.count) { target in
            _ = target.initialize(from: elements)
        }
    }

    /// Makes `count` elements, all of which `fill` must write.
    public init<Failure: Error>(
        count: Int, fill: (UnsafeMutableBufferPointer<Element>) throws(Failure) -> Void
    ) throws(Failure) {
        storage = try FrozenStorage(byteCount: count * MemoryLayout<Element>.stride) {
            (raw: UnsafeMutableRawBufferPointer) throws(Failure) in
            try fill(raw.bindMemory(to: Element.self))
        }
        byteOffset = 0
        self.count = count
    }

    /// A view of `count` elements that begin at `byteOffset` in `storage`.
    ///
    /// - Precondition: the range lies inside the storage and is aligned for `Element`; readers of files check first.
    public init(storage: FrozenStorage, byteOffset: Int, count: Int) {
        precondition(byteOffset >= 0 && count >= 0, "a frozen array cannot begin or count below zero")
        precondition(
            byteOffset + count * MemoryLayout<Element>.stride <= storage.bytes.count,
            "a frozen array outgrows its bytes")
        let address = UInt(bitPattern: storage.bytes.baseAddress) + UInt(byteOffset)
        precondition(address % UInt(MemoryLayout<Element>.alignment) == 0, "a frozen array is not aligned")
        self.storage = storage
        self.byteOffset = byteOffset
        self.count = count
    }

    // Inlinable here and below: other rooms read these arrays on every request, and would do it through generic code.
    @inlinable var pointer: UnsafeBufferPointer<Element> {
        guard count > 0, let base = storage.bytes.baseAddress else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(
            start: (base + byteOffset).assumingMemoryBound(to: Element.self), count: count)
    }

    @inlinable public subscript(position: Int) -> Element {
        precondition(position >= 0 && position < count, "index out of range")
        return pointer[position]
    }

    /// The elements as a pointer, valid inside `body` only. For kernels.
    @inlinable public func withUnsafeBufferPointer<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(storage) {} }
        return try body(pointer)
    }

    /// Lets `Array(...)`, `==` over sequences and other algorithms copy in one go.
    public func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<Element>) throws -> Result
    ) rethrows -> Result? {
        defer { withExtendedLifetime(storage) {} }
        return try body(pointer)
    }
}

extension FrozenArray: Equatable where Element: Equatable {
    public static func == (left: Self, right: Self) -> Bool { left.elementsEqual(right) }
}

extension FrozenArray {
    /// The same memory as bytes.
    public var bytes: FrozenArray<UInt8> {
        FrozenArray<UInt8>(storage: storage, byteOffset: byteOffset, count: count * MemoryLayout<Element>.stride)
    }
}

extension FrozenArray where Element == UInt8 {
    /// Part of the same memory.
    /// - Precondition: `range` lies inside 0..<count.
    public func view(_ range: Range<Int>) -> FrozenArray<UInt8> {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the bytes")
        return FrozenArray<UInt8>(storage: storage, byteOffset: byteOffset + range.lowerBound, count: range.count)
    }

    /// The same memory as whole elements of another type; nil when it is not aligned or not a whole number of them.
    public func reinterpreted<Other: BitwiseCopyable & Sendable>(as type: Other.Type) -> FrozenArray<Other>? {
        let address = UInt(bitPattern: storage.bytes.baseAddress) + UInt(byteOffset)
        guard count % MemoryLayout<Other>.stride == 0, address % UInt(MemoryLayout<Other>.alignment) == 0 else {
            return nil
        }
        return FrozenArray<Other>(
            storage: storage, byteOffset: byteOffset, count: count / MemoryLayout<Other>.stride)
    }
}
