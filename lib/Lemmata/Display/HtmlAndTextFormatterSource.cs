namespace Lemmata.Display;

/// <summary>Formatters for objects that have a hypertext and a plain form.</summary>
public sealed class HtmlAndTextFormatterSource() : FormatterSource(Mime.Html, Mime.Text);
