import Testing

@testable import Gateway

@Suite struct DidYouMeanTests {
    private static let known = ["user_id", "k", "genres", "year_min", "year_max"]

    @Test(arguments: [
        ("user_di", "user_id"), ("USER_ID", "user_id"), ("userid", "user_id"), ("genre", "genres"),
        ("yaer_mni", "year_min"), ("year_mx", "year_max"), ("kk", "k"),
    ])
    func `a slip leads to the nearest name`(_ name: String, _ meant: String) {
        #expect(DidYouMean.nearest(to: name, among: Self.known) == meant)
    }

    @Test(arguments: ["", "user", "limit", "year", "gnrs_", String(repeating: "k", count: 100_000)])
    func `what is further away than a slip leads nowhere`(_ name: String) {
        // "" is one edit from "k": the shortest name is nobody's slip here.
        let known = name.isEmpty ? Array(Self.known.filter { $0 != "k" }) : Self.known
        #expect(DidYouMean.nearest(to: name, among: known) == nil)
    }

    @Test func `of two as near the first is meant, of two the nearer`() {
        #expect(DidYouMean.nearest(to: "year_mi", among: ["year_max", "year_min"]) == "year_min")
        #expect(DidYouMean.nearest(to: "year_mXX", among: ["year_min", "year_max"]) == "year_max")
        #expect(DidYouMean.nearest(to: "ad", among: ["ab", "ac"]) == "ab")
        #expect(DidYouMean.nearest(to: "anything", among: []) == nil)
    }
}
