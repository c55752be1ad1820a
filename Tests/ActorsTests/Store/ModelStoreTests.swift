import Models
import Synchronization
import TestSupport
import Testing

@testable import Actors

/// Loads any version, or fails, or waits at a gate first.
private struct TestLoader: SnapshotLoader {
    struct Broken: Error {}
    var gate: Gate?
    var isBroken = false

    func load(_ version: ModelVersion) async throws -> ServingSnapshot {
        await gate?.pass()
        if isBroken { throw Broken() }
        return ServingSnapshot.fixture(.small, version: Int(version.version) ?? 0)
    }
}

@Suite struct ModelStoreTests {
    @Test func `nothing serves until a first model is swapped in`() async {
        let store = ModelStore()
        #expect(store.current == nil)
        #expect(await store.swap(to: .fixture(.small, version: 1)) == nil)
        #expect(store.current?.version == .test(1))
    }

    @Test func `a swap returns what served until then`() async {
        let store = ModelStore(serving: .fixture(.small, version: 1))
        #expect(await store.swap(to: .fixture(.small, version: 2))?.version == .test(1))
        #expect(store.current?.version == .test(2))
    }

    enum Step: Sendable {
        case swap(Int), rollback
    }

    @Test(
        arguments: [
            (steps: [], serves: 1, next: []),
            (steps: [.swap(2)], serves: 2, next: [1]),
            (steps: [.swap(2), .swap(3)], serves: 3, next: [2, 1]),
            (steps: [.swap(2), .rollback], serves: 1, next: []),
            (steps: [.swap(2), .swap(3), .rollback], serves: 2, next: [1]),
            (steps: [.swap(2), .swap(3), .rollback, .rollback], serves: 1, next: []),
            (steps: [.swap(2), .rollback, .swap(3)], serves: 3, next: [1]),
            (steps: [.swap(2), .swap(2), .rollback], serves: 1, next: []),
        ] as [(steps: [Step], serves: Int, next: [Int])])
    func `a rollback goes back through what served`(steps: [Step], serves: Int, next: [Int]) async throws {
        let store = ModelStore(serving: .fixture(.small, version: 1), loader: TestLoader())
        for step in steps {
            switch step {
            case .swap(let version): await store.swap(to: .fixture(.small, version: version))
            case .rollback: try await store.rollback()
            }
        }
        #expect(store.current?.version == .test(serves))
        #expect(await store.rollbackVersions == next.map { .test($0) })
    }

    @Test func `a rollback without an earlier model changes nothing`() async {
        let store = ModelStore(serving: .fixture(.small, version: 1), loader: TestLoader())
        let error = await #expect(throws: ModelStoreError.self) { try await store.rollback() }
        #expect(error?.code == .nothingEarlier)
        #expect(store.current?.version == .test(1))
    }

    @Test func `a rollback whose model cannot be loaded changes nothing and can be tried again`() async {
        let store = ModelStore(serving: .fixture(.small, version: 1), loader: TestLoader(isBroken: true))
        await store.swap(to: .fixture(.small, version: 2))
        let error = await #expect(throws: ModelStoreError.self) { try await store.rollback() }
        #expect(error?.code == .loadFailed)
        #expect(store.current?.version == .test(2))
        #expect(await store.rollbackVersions == [.test(1)])
    }

    @Test func `a swap during a rollback wins`() async {
        let gate = Gate()
        let store = ModelStore(serving: .fixture(.small, version: 1), loader: TestLoader(gate: gate))
        await store.swap(to: .fixture(.small, version: 2))
        async let rollback: Result<ModelVersion, any Error> = {
            do { return .success(try await store.rollback().version) } catch { return .failure(error) }
        }()
        await gate.waitForArrival()
        await store.swap(to: .fixture(.small, version: 3))
        await gate.open()
        guard case .failure(let error) = await rollback else {
            Issue.record("the rollback overtook the swap")
            return
        }
        #expect((error as? ModelStoreError)?.code == .superseded)
        #expect(store.current?.version == .test(3))
        #expect(await store.rollbackVersions == [.test(2), .test(1)])
    }

    @Test func `what a rollback can go back through is bounded`() async {
        let store = ModelStore(serving: .fixture(.small, version: 0))
        for version in 1...40 { await store.swap(to: .fixture(.small, version: version)) }
        #expect(await store.rollbackVersions.count == ModelStore.maximumEarlier)
        #expect(await store.rollbackVersions.first == .test(39))
    }

    @Test func `parts of different models make no snapshot`() throws {
        let small = TrainingSet.small, other = TrainingSet.fixture(likes: [[0]], itemCount: 3)
        let good = ServingSnapshot.fixture(small)
        #expect(throws: SnapshotError.self) {
            try ServingSnapshot(
                version: .test(1), model: good.model, users: small.users, items: other.items, seen: small.seen,
                popularity: good.popularity, catalogue: good.catalogue)
        }
        #expect(throws: SnapshotError.self) {
            try ServingSnapshot(
                version: .test(1), model: good.model, users: other.users, items: small.items, seen: small.seen,
                popularity: good.popularity, catalogue: good.catalogue)
        }
    }
}
