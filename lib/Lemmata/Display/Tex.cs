namespace Lemmata.Display;

/// <summary>A displayed formula.</summary>
/// <param name="Source">TeX without dollar signs.</param>
[TypeFormatterSource(typeof(TexFormatterSource), PreferredMimeTypes = [Mime.Latex, Mime.Text])]
public sealed record Tex(string Source) : IRendered
{
    /// <summary>The formula marked as displayed TeX.</summary>
    /// <returns>A fragment for hosts that typeset <c>\[…\]</c>.</returns>
    public string ToHtml() => $"<div class=\"math\">\\[{Html.Escape(Source)}\\]</div>";

    /// <inheritdoc/>
    public bool Render(string mimeType, TextWriter writer)
    {
        writer.Write(mimeType switch { Mime.Latex => $"$${Source}$$", Mime.Html => ToHtml(), _ => Source });
        return true;
    }

    /// <summary>The TeX source.</summary>
    /// <returns>The formula without dollar signs.</returns>
    public override string ToString() => Source;
}

/// <summary>Formatters of <see cref="Tex"/>.</summary>
public sealed class TexFormatterSource() : FormatterSource(Mime.Latex, Mime.Text);
