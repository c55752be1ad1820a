import Foundation
import Testing

/// Export, server and metrics with an index of similar films; the other way round in a build without FAISS.
@Suite(.timeLimit(.minutes(10))) struct `Similar films through FAISS` {
    #if FAISS
        @Test func `/similar answers the same by the flat index, and tells its recall`() async throws {
            let home = try await SmallWorld.home()
            defer { try? FileManager.default.removeItem(at: home) }
            let exact = try await MarqueeProcess(serving: home)
            let wanted = try await scores(exact)
            exact.terminate()
            for kind in ["flat", "hnsw"] {
                let indexed = try await MarqueeProcess(serving: home, ["--similar-index", kind])
                let found = try await scores(indexed)
                #expect(zip(found, wanted).allSatisfy { agree($0, $1) }, "40 films are within the graph's reach")
                #expect(try await indexed.get("/metrics").body.contains(#"recall{index="\#(kind)"} 1"#))
            }
        }

        /// The scores of the ten films most like each film.
        private func scores(_ server: MarqueeProcess) async throws -> [[Double]] {
            var all: [[Double]] = []
            for film in 1...SmallWorld.filmCount {
                let answer = try await server.post("/similar", #"{"movie_id":\#(film),"k":10}"#)
                let items = try #require(answer.json["items"] as? [[String: Any]])
                all.append(items.compactMap { $0["score"] as? Double })
                #expect(all.last?.count == 10 && answer.json["is_fallback"] as? Bool == false)
            }
            return all
        }

        private func agree(_ one: [Double], _ other: [Double]) -> Bool {
            one.count == other.count && zip(one, other).allSatisfy { abs($0 - $1) < 1e-5 }
        }

        @Test func `the index is written beside its map of ids`() async throws {
            let home = try await SmallWorld.home()
            defer { try? FileManager.default.removeItem(at: home) }
            let output = home.appending(path: "vectors")
            let told = try await MarqueeProcess.run(
                "export", "--output", output.path, "--format", "faiss", "--index", "flat", home: home)
            #expect(told.status == 0 && told.errors.contains("index of similar films: flat, recall@10 1.000"))
            let files = try FileManager.default.contentsOfDirectory(atPath: output.path).sorted()
            #expect(files == ["export.json", "items.csv", "items.faiss", "users.csv"])
        }
    #else
        @Test func `a build without FAISS says how to get one`() async throws {
            let home = try SmallWorld.newFolder("home")
            defer { try? FileManager.default.removeItem(at: home) }
            let export = try await MarqueeProcess.run(
                "export", "--output", home.path, "--format", "faiss", home: home)
            #expect(export.status == 1 && export.errors.contains("--traits FAISS"), "\(export.errors)")
            let serve = try await MarqueeProcess.run("serve", "--similar-index", "hnsw", home: home)
            #expect(serve.status == 1 && serve.errors.contains("--similar-index is 'hnsw'"), "\(serve.errors)")
        }
    #endif
}
