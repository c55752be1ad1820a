extension PluginCatalogue {
    /// The models that come with the package.
    public static var standard: PluginCatalogue {
        let als = ALSPlugin(), items = ItemCFPlugin(), ease = EASEPlugin()
        return PluginCatalogue([
            PopularityPlugin(), TrendingPlugin(), items, als, ease, ContentPlugin(),
            BlendPlugin(bases: [als, items]),
        ])
    }
}
