#pragma warning disable RS0030 // A door: tags and attributes come from lists and are escaped.

namespace Lemmata.Export.Markup;

/// <summary>Where clean markup goes.</summary>
internal interface IHtmlSink
{
    void Open(string name, IReadOnlyList<(string Name, string Value)> attributes);

    void Close(string name);

    void Words(string text);

    void Insert(SafeHtml markup);
}

/// <summary>Writes clean markup.</summary>
internal sealed class HtmlWriter(HtmlBuilder html) : IHtmlSink
{
    public void Open(string name, IReadOnlyList<(string Name, string Value)> attributes)
    {
        html.AppendTrusted("<");
        html.AppendText(name);
        foreach (var (attribute, value) in attributes)
        {
            html.AppendTrusted(" ");
            html.AppendText(attribute);
            html.AppendTrusted("=\"");
            html.AppendText(value);
            html.AppendTrusted("\"");
        }

        html.AppendTrusted(">");
    }

    public void Close(string name)
    {
        html.AppendTrusted("</");
        html.AppendText(name);
        html.AppendTrusted(">");
    }

    public void Words(string text) => html.AppendText(text);

    public void Insert(SafeHtml markup) => html.Append(markup);
}
