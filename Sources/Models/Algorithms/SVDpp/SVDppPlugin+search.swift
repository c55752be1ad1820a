/// What `marquee tune` tries.
extension SVDppPlugin {
    public var searchSpace: [String: SearchRange] { DescentSettings.searchSpace }
}
