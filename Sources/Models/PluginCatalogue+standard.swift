extension PluginCatalogue {
    /// The models that come with the package.
    public static var standard: PluginCatalogue {
        PluginCatalogue([PopularityPlugin(), TrendingPlugin(), ItemCFPlugin()])
    }
}
