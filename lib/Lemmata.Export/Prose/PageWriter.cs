using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Export.Formulas;
using Lemmata.Export.Markup;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

#pragma warning disable RS0030 // A door: the renderers of Markdown write here.

namespace Lemmata.Export.Prose;

/// <summary>
/// Writes the blocks of one cell. What the renderers write is markup; formulas and finished markup go between as parts
/// of their own; raw HTML goes through one sanitiser for the whole cell, so that an element may open in one block and
/// close in another.
/// </summary>
internal sealed class PageWriter
{
    private readonly Parts parts = new() { NewLine = "\n" };
    private readonly HtmlRenderer renderer;
    private readonly Sanitizer sanitizer;

    public PageWriter(PageText page, JsonObject? attachments)
    {
        Page = page;
        Attachments = attachments;
        renderer = PageRenderer.Create(parts, this);
        sanitizer = new Sanitizer(RawHtml.Rules(this), new RawSink(this));
    }

    public PageText Page { get; }

    public JsonObject? Attachments { get; }

    /// <summary>Number of raw elements that are open.</summary>
    public int Depth => sanitizer.Depth;

    /// <summary>The depth below which the block being written may close nothing.</summary>
    private int floor;

    public SafeHtml Take(Block block)
    {
        renderer.Render(block);
        return Taken();
    }

    /// <summary>The words of a heading or paragraph alone.</summary>
    public SafeHtml TakeInline(LeafBlock block)
    {
        Scoped(() => renderer.WriteLeafInline(block));
        return Taken();
    }

    /// <summary>What is left to close when the cell ends.</summary>
    public SafeHtml Rest()
    {
        sanitizer.CloseTo(0);
        return Taken();
    }

    public void Add(Formula formula)
    {
        parts.Add(formula);
        renderer.Write("");
    }

    public void Add(SafeHtml markup)
    {
        parts.Add(markup);
        renderer.Write("");
    }

    /// <summary>Raw HTML of the author.</summary>
    public void Raw(string html) => sanitizer.Feed(html, floor);

    /// <summary>Writes something whose raw elements end with it.</summary>
    public void Scoped(Action write)
    {
        var outer = floor;
        floor = sanitizer.Depth;
        write();
        sanitizer.CloseTo(floor);
        floor = outer;
    }

    /// <summary>Ends the raw elements of what is being written, before its own end.</summary>
    public void CloseScope() => sanitizer.CloseTo(floor);

    private SafeHtml Taken() => parts.Take();

    /// <summary>What the sanitiser lets through, in the place where the renderers write.</summary>
    private sealed class RawSink(PageWriter writer) : IHtmlSink
    {
        public void Open(string name, IReadOnlyList<(string Name, string Value)> attributes) =>
            writer.parts.Tags.Open(name, attributes);

        public void Close(string name) => writer.parts.Tags.Close(name);

        public void Words(string text) => writer.parts.Tags.Words(text);

        public void Insert(SafeHtml markup) => writer.Add(markup);
    }

    /// <summary>Where Markdig writes to: text of markup, with formulas as parts between.</summary>
    private sealed class Parts : TextWriter
    {
        private HtmlBuilder html = new();

        public override Encoding Encoding => Encoding.UTF8;

        public HtmlWriter Tags => new(html);

        public override void Write(char value) => html.AppendTrusted([value]);

        public override void Write(string? value) => html.AppendTrusted(value);

        public override void Write(ReadOnlySpan<char> buffer) => html.AppendTrusted(buffer);

        public override void Write(char[] buffer, int index, int count) =>
            html.AppendTrusted(buffer.AsSpan(index, count));

        public void Add(Formula formula) => html.Append(formula);

        public void Add(SafeHtml markup) => html.Append(markup);

        public SafeHtml Take()
        {
            var taken = html.ToSafe().Trimmed();
            html = new HtmlBuilder();
            return taken;
        }
    }
}
