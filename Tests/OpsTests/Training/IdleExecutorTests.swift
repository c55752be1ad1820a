import Glibc
import Testing

@testable import Ops

struct `Idle threads` {
    /// SCHED_IDLE of <sched.h>.
    private static let idle: Int32 = 5

    @concurrent private static func policyOfChild() async -> Int32 {
        async let policy = sched_getscheduler(0)
        return await policy
    }

    private actor Bystander {
        func policy() -> Int32 { sched_getscheduler(0) }
    }

    @Test func `do a task's work and that of its children`() async throws {
        let threads = IdleExecutor(threadCount: 2)
        let policies = try await threads.run {
            await withTaskGroup(of: Int32.self, returning: [Int32].self) { group in
                for _ in 0..<100 { group.addTask { await Self.policyOfChild() } }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(policies == Array(repeating: Self.idle, count: 100))
        #expect(sched_getscheduler(0) != Self.idle, "nobody else's thread changes")
    }

    @Test func `are left for what has to be done at full speed`() async throws {
        let threads = IdleExecutor(threadCount: 1)
        let bystander = Bystander()
        let (inside, outside) = try await threads.run {
            let inside = await bystander.policy()
            let outside = try await globalConcurrentExecutor.run { await bystander.policy() }
            return (inside, outside)
        }
        #expect(inside == Self.idle && outside != Self.idle)
    }
}
