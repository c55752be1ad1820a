/// What stands after a benchmark's name: `--key value` pairs and `--flag`s.
struct Options {
    private var values: [String: String] = [:]

    init(_ arguments: some Sequence<String>) {
        var pending: String?
        for argument in arguments {
            if argument.hasPrefix("--") {
                pending = String(argument.dropFirst(2))
                values[String(argument.dropFirst(2))] = ""
            } else if let key = pending {
                values[key] = argument
                pending = nil
            }
        }
    }

    func has(_ key: String) -> Bool { values[key] != nil }
    func text(_ key: String) -> String? { values[key] }
    func number(_ key: String, or other: Int) -> Int { values[key].flatMap { Int($0) } ?? other }
}
