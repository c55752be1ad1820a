public import Synchronization

/// A value behind a lock: `Mutex`, in a form that the thread sanitizer understands.
///
/// `Mutex` locks inside the standard library, which is not instrumented, so on Linux the sanitizer reports a race at
/// every value that a `Mutex` guards (eight lines of counting from four tasks show it). The atomic here is read after
/// locking and written before unlocking: it says to the sanitizer what the lock has done already. On x86-64 both are
/// plain moves.
@frozen public struct Locked<Value: ~Copyable>: ~Copyable, Sendable {
    @usableFromInline let mutex: Mutex<Value>
    @usableFromInline let handover = Atomic<UInt8>(0)

    @inlinable public init(_ value: consuming sending Value) { mutex = Mutex(value) }

    /// The same where nobody else is at it; nil, without waiting, where somebody is.
    @inlinable public borrowing func withLockIfAvailable<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result? {
        try mutex.withLockIfAvailable { value throws(Failure) in
            _ = handover.load(ordering: .acquiring)
            defer { handover.store(0, ordering: .releasing) }
            return try body(&value)
        }
    }

    /// Runs `body` alone with the value. Keep it short; it must not lock the same value again.
    @inlinable public borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try mutex.withLock { value throws(Failure) in
            _ = handover.load(ordering: .acquiring)
            defer { handover.store(0, ordering: .releasing) }
            return try body(&value)
        }
    }
}
