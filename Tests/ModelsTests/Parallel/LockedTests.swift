import Models
import Testing

@Suite struct LockedTests {
    private final class Counts: Sendable {
        let values = Locked([0, 0])
    }

    /// Under the thread sanitizer this also shows that it sees the lock.
    @Test func `many tasks count without losing one`() async {
        let counts = Counts()
        await withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask { for step in 0..<200_000 { counts.values.withLock { $0[step % 2] += 1 } } }
            }
        }
        #expect(counts.values.withLock { $0 } == [400_000, 400_000])
    }

    @Test func `an error passes through and the lock is free again`() {
        struct Failure: Error {}
        let value = Locked(1)
        #expect(throws: Failure.self) { try value.withLock { _ in throw Failure() } }
        #expect(value.withLock { $0 } == 1)
    }
}
