namespace Lemmata.Display;

/// <summary>
/// The style that fragments carry into hosts that do not have the site's sheet; the page exporter removes it.
/// </summary>
internal static class HostStyle
{
    private const string Light = "--holds:#0b6a55;--fixed:#855600;--fails:#a92d1e;";
    private const string Dark = "--holds:#5fc7a8;--fixed:#dfb15a;--fails:#f2957f;";

    /// <summary>One <c>style</c> element; ink is the host's own, so it reads on light and dark grounds.</summary>
    public const string Element = "<style data-lemmata>"
        + ".lemmata{--ink:currentColor;--soft:color-mix(in srgb,currentColor 68%,transparent);--line:color-mix(in "
            + "srgb,currentColor 22%,transparent);"
        + "--paper:var(--vscode-editor-background,var(--jp-layout-color0,#fcfbf8));font:13px/1.45 system-ui,sans-serif;"
        + Light
        + "}"
        + "@media(prefers-color-scheme:dark){.lemmata{"
        + Dark
        + "}}"
        + ":is(.vscode-light,[data-jp-theme-light=true]) .lemmata{"
        + Light
        + "}"
        + ":is(.vscode-dark,.vscode-high-contrast,[data-jp-theme-light=false]) .lemmata{"
        + Dark
        + "}"
        + ".lemmata .holds,.lemmata.holds{--vc:var(--holds)}.lemmata .fixed,.lemmata.fixed{--vc:var(--fixed)}"
        + ".lemmata .fails,.lemmata.fails{--vc:var(--fails)}.lemmata .control,.lemmata.control,.lemmata "
            + ".open{--vc:var(--soft)}"
        + ".lemmata .v{display:inline-flex;align-items:center;gap:.42em;white-space:nowrap;font-weight:600;color:var(--vc)}.lemmata .v svg{width:1.15em;flex:none}.lemmata sup{line-height:0;font-size:.75em}"
        + ".lemmata.check{display:grid;grid-template-columns:11.5rem minmax(0,1fr) auto;gap:.2rem "
            + "1.2rem;align-items:center;max-width:60rem;"
        + "border-left:3px solid var(--vc);padding:.5rem 0 .5rem 1rem}.lemmata.check p{margin:0}.lemmata "
            + ".why,.lemmata .q{color:var(--soft)}.lemmata.check>svg{color:var(--vc)}"
        // The name twice: Jupyter's own rule for tables, which moves all text to the right, would win over a single
        // one.
        + ".lemmata table{border-collapse:collapse}.lemmata.lemmata "
            + ":is(th,td){text-align:left;vertical-align:top;padding:.35em 1.1em .35em 0;border-bottom:1px solid "
                + "var(--line);background:none}"
        + ".lemmata.lemmata thead th{font-weight:400;color:var(--soft)}.lemmata.lemmata "
            + ".n{text-align:right;font-variant-numeric:tabular-nums}.lemmata "
                + "caption{text-align:left;padding-bottom:.4em}"
        + "</style>";
}
