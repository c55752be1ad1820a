import Dispatch
import Foundation
import Glibc
import Models

/// Threads that get a processor only when nobody else wants it: for work that must not be felt by those who are served.
///
/// The cooperative pool of Swift has as many threads as there are cores, all of one priority: work that lasts seconds and
/// requests that last microseconds would queue for the same threads. Here they do not, and Linux lets any other thread
/// interrupt these at once (`SCHED_IDLE`).
///
/// Children and the actors they call run here too: use `globalConcurrentExecutor.run` to touch an actor that serves.
final class IdleExecutor: TaskExecutor {
    private let queue = JobQueue()

    /// - Parameters:
    ///   - threadCount: ≥ 1.
    ///   - name: of the threads, for those who look at them.
    init(threadCount: Int, name: String = "training") {
        for number in 0..<max(1, threadCount) {
            let thread = Thread { [queue, executor = asUnownedTaskExecutor()] in
                Self.becomeIdle()
                while let job = queue.next() { job.runSynchronously(on: executor) }
            }
            thread.name = "\(name)-\(number)"
            // A coroutine's own frames live on the heap; the kernels put little on the stack.
            thread.stackSize = 4 << 20
            thread.start()
        }
    }

    deinit { queue.close() }

    func enqueue(_ job: consuming ExecutorJob) { queue.add(UnownedJob(job)) }

    /// Of the calling thread. Where the system refuses, the thread is one like any other.
    private static func becomeIdle() {
        // SCHED_IDLE of <sched.h>, which Swift's Glibc leaves out.
        var parameters = sched_param()
        _ = sched_setscheduler(0, 5, &parameters)
    }
}

extension TaskExecutor {
    /// Runs `body` on this executor's threads for certain, and waits for it.
    ///
    /// `withTaskExecutorPreference` may stay on the thread it is called on until the task is next resumed; a child task
    /// begins where it is told to.
    func run<Value: Sendable>(_ body: @escaping @Sendable @concurrent () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask(executorPreference: self) { try await body() }
            for try await value in group { return value }
            throw CancellationError()
        }
    }
}

/// Jobs in the order of their arrival. Threads that find none wait.
private final class JobQueue: Sendable {
    private let jobs = Locked((waiting: [UnownedJob](), isClosed: false))
    private let available = DispatchSemaphore(value: 0)

    func add(_ job: UnownedJob) {
        jobs.withLock { $0.waiting.append(job) }
        available.signal()
    }

    /// Nil once it is closed.
    func next() -> UnownedJob? {
        available.wait()
        let (job, isClosed) = jobs.withLock { state in
            (state.waiting.isEmpty ? nil : state.waiting.removeFirst(), state.isClosed)
        }
        // Wakes the next thread, which finds the same.
        if job == nil, isClosed { available.signal() }
        return job
    }

    func close() {
        jobs.withLock { $0.isClosed = true }
        available.signal()
    }
}
