/// The look of the report: one column, light and dark, readable on a phone and on paper.
enum ReportStyle {
    static let css = """
        :root { --ink: #1c1b19; --quiet: #66625b; --paper: #fbfaf7; --card: #ffffff; --rule: #e2ded6;
          --first: #8f8a80; --second: #1d5f8a; --third: #b3261e; --alarm: #b3261e; --alarm-paper: #fdecea; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #ece9e2; --quiet: #a39e94; --paper: #161513; --card: #1f1e1b; --rule: #383530;
            --first: #8f8a80; --second: #6db3e0; --third: #f0736a; --alarm: #ff9a92; --alarm-paper: #3a1d1a; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; }
        main { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
        h1 time { font-weight: 400; color: var(--quiet); }
        h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
        section { background: var(--card); border: 1px solid var(--rule); border-radius: .5rem; padding: 1rem;
          margin-top: 1rem; }
        p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
        section > :last-child { margin-bottom: 0; }
        .quiet { color: var(--quiet); font-size: .875rem; }
        dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem 1rem; margin: 0 0 1rem; }
        dt { color: var(--quiet); font-size: .875rem; }
        dd { margin: 0; font-size: 1.375rem; font-variant-numeric: tabular-nums; line-height: 1.25; }
        dd.quiet { font-size: .875rem; line-height: 1.4; }
        .wide { overflow-x: auto; margin: 0 0 1rem; }
        table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
        th { font-weight: 600; color: var(--quiet); white-space: nowrap; }
        .number { text-align: right; white-space: nowrap; }
        .alarm td { background: var(--alarm-paper); }
        .alarm td:first-child { color: var(--alarm); font-weight: 600; box-shadow: inset 3px 0 var(--alarm); padding-left: .625rem; }
        figure { margin: 0 0 1.25rem; }
        figcaption { font-size: .875rem; font-weight: 600; margin-bottom: .375rem; }
        .key { font-weight: 400; color: var(--quiet); white-space: nowrap; margin-left: .75rem; }
        .key::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .35em; border-radius: 2px;
          background: currentColor; }
        svg { display: block; width: 100%; height: auto; }
        svg text { font-size: 12px; fill: var(--quiet); }
        svg .label { fill: var(--ink); }
        svg .grid { stroke: var(--rule); stroke-width: 1; }
        .s0 { fill: var(--first); stroke: var(--first); color: var(--first); }
        .s1 { fill: var(--second); stroke: var(--second); color: var(--second); }
        .s2 { fill: var(--third); stroke: var(--third); color: var(--third); }
        svg rect { stroke: none; }
        svg line.leader { stroke: var(--quiet); stroke-width: .75; }
        svg polyline.s0, svg polyline.s1, svg polyline.s2 { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .key.s0, .key.s1, .key.s2 { fill: none; stroke: none; }
        @media (max-width: 32rem) {
          main { padding: 1rem .5rem 3rem; }
          section { padding: .75rem; }
          svg text { font-size: 19px; }
        }
        @media print { section { break-inside: avoid; border: none; padding: 0; } body { background: none; } }
        """
}
