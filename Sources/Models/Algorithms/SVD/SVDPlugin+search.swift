/// What `marquee tune` tries.
extension SVDPlugin {
    public var searchSpace: [String: SearchRange] { DescentSettings.searchSpace }
}
