using Lemmata.Export.Markup;

namespace Lemmata.Export.Pages;

/// <summary>
/// What the first page says of a notebook. Its formulas are MathML alone: one in all of the cards would bring a quarter of
/// the page's weight in fonts.
/// </summary>
/// <param name="Title">The title.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Finding">What its main figure shows; null without one.</param>
internal sealed record CardText(SafeHtml Title, SafeHtml Question, SafeHtml? Finding);
