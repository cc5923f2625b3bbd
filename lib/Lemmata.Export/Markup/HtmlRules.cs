namespace Lemmata.Export.Markup;

/// <summary>What depends on where foreign markup stands.</summary>
internal sealed record HtmlRules
{
    /// <summary>Put before every id and every reference to one, so that two outputs never share an id.</summary>
    public string IdPrefix { get; init; } = "";

    /// <summary>True for a drawing of a figure, whose frames keep their numbers.</summary>
    public bool Frames { get; init; }

    /// <summary>Tables scroll in a region of their own.</summary>
    public bool ScrollTables { get; init; }

    /// <summary>Tags of no element are words, as <c>List&lt;T&gt;</c> is.</summary>
    public bool UnknownIsText { get; init; }

    /// <summary>The id that a target of links gets; by default the prefixed one.</summary>
    public Func<string, string>? Id { get; init; }

    /// <summary>Where a link leads, or null where it may not; by default judged by its scheme.</summary>
    public Func<string, string?>? Link { get; init; }

    /// <summary>An image by its address and its other attributes; by default only one that carries its own
    /// data.</summary>
    public Func<string, IReadOnlyDictionary<string, string>, SafeHtml>? Image { get; init; }

    /// <summary>Words outside code; by default escaped.</summary>
    public Func<string, SafeHtml>? Words { get; init; }

    /// <summary>The content of an element of class "math"; true for a formula on its own.</summary>
    public Func<string, bool, SafeHtml>? Formula { get; init; }

    /// <summary>Told of each element that is left out.</summary>
    public Action<string>? LeftOut { get; init; }

    /// <summary>Told of each attribute that is left out because of what it would do.</summary>
    public Action<string>? Refused { get; init; }
}
