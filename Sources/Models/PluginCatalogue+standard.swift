extension PluginCatalogue {
    /// The models that come with the package.
    public static var standard: PluginCatalogue {
        let als = ALSPlugin(), items = ItemCFPlugin()
        return PluginCatalogue([
            PopularityPlugin(), TrendingPlugin(), items, als, BlendPlugin(bases: [als, items]),
        ])
    }
}
