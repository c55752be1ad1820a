/// What `marquee tune` tries.
extension TrendingPlugin {
    public var searchSpace: [String: SearchRange] { ["halfLifeDays": .numbers(1...365, isLogarithmic: true)] }
}
