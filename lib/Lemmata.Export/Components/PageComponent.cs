using Lemmata.Export.Markup;
using Lemmata.Export.Prose;
using Microsoft.AspNetCore.Components;

namespace Lemmata.Export.Components;

/// <summary>A part of a page. Whatever it is given it escapes; markup gets in by <see cref="Put"/> alone.</summary>
public abstract class PageComponent : ComponentBase
{
    /// <summary>What it shows. Parameters have to be public and the types of the export are not, so each component
    /// names its type once.</summary>
    [Parameter, EditorRequired]
    public object? Model { get; set; }

    /// <summary>Markup in the place where it is called.</summary>
    internal static RenderFragment Put(SafeHtml? markup) => builder =>
    {
        // The one place where a string goes into a component as it is; a test looks for others.
        if (markup is { IsEmpty: false })
            builder.AddMarkupContent(0, markup.Write());
    };

    /// <summary>A line end where pages are easier to read with one; a string of it would be written as a number.</summary>
    internal static RenderFragment NewLine { get; } = Put(SafeHtml.Html($"\n"));

    /// <summary>What <c>dir</c> says of words: nothing unless they run from right to left.</summary>
    internal static string? Direction(string words) => Scripts.HasRightToLeft(words) ? "auto" : null;
}
