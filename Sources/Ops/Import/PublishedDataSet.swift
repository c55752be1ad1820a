/// A MovieLens data set as GroupLens publishes it.
///
/// Free for research with citation (Harper and Konstan 2015, doi:10.1145/2827872); no redistribution, and no
/// commercial use without their permission.
public struct PublishedDataSet: Sendable, Equatable {
    /// The name people type; the archive is `<name>.zip`.
    public let name: String
    /// What is in it.
    public let summary: String
    /// The archive's MD5 where it is known beforehand; else the `.md5` file beside the archive says it.
    public let md5: String?

    public static let all: [PublishedDataSet] = [
        PublishedDataSet(
            name: "ml-100k", summary: "100,000 ratings of 1,682 films", md5: "0e33842e24a9c977be4e0107933c0723"),
        PublishedDataSet(
            name: "ml-1m", summary: "1 million ratings of 3,883 films", md5: "c4d9eecfca2ab87c1945afe126590906"),
        PublishedDataSet(
            name: "ml-latest-small", summary: "100,000 ratings of 9,000 films, renewed from time to time", md5: nil),
        PublishedDataSet(
            name: "ml-10m", summary: "10 million ratings of 10,681 films", md5: "ce571fd55effeba0271552578f2648bd"),
        PublishedDataSet(
            name: "ml-20m", summary: "20 million ratings of 27,278 films", md5: "cd245b17a1ae2cc31bb14903e1204af3"),
        PublishedDataSet(
            name: "ml-25m", summary: "25 million ratings of 62,423 films", md5: "6b51fb2759a8657d3bfcbfc42b592ada"),
        PublishedDataSet(name: "ml-32m", summary: "32 million ratings of 87,585 films", md5: nil),
    ]

    public static func named(_ name: String) -> PublishedDataSet? { all.first { $0.name == name } }

    public static let terms = """
        MovieLens data is free for research if you cite F. M. Harper and J. A. Konstan (2015), The MovieLens Datasets: \
        History and Context, ACM TiiS 5(4):19. It may not be redistributed, nor used commercially without permission of \
        GroupLens: see the README in the folder.
        """

    public init(name: String, summary: String, md5: String?) {
        self.name = name
        self.summary = summary
        self.md5 = md5
    }
}
