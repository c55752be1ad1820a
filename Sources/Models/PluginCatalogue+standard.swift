extension PluginCatalogue {
    /// The models that come with the package.
    public static var standard: PluginCatalogue {
        let als = ALSPlugin(), items = ItemCFPlugin(), ease = EASEPlugin(), content = ContentPlugin()
        let popularity = PopularityPlugin(), trending = TrendingPlugin()
        let graph: [any ModelPlugin] = [GFCFPlugin(), LightGCNPlugin(), HybridPlugin()]
        let alone: [any ModelPlugin] = [popularity, trending, items, als, ease, content] + graph
        let stars: [any ModelPlugin] = [BaselinePlugin(), SVDPlugin(), SVDppPlugin(), NMFPlugin(), KNNPlugin()]
        return PluginCatalogue(
            alone + stars + [BlendPlugin(bases: [als, items])]
                + MixPlugin.Kind.allCases.map { MixPlugin($0, of: alone) })
    }
}
