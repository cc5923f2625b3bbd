using Lemmata.Interactive.Formatting;
using Lemmata.Session;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace Lemmata.Interactive;

/// <summary>
/// .NET Interactive's formatting and a session of this project, joined: cells use the real types, and what they set up
/// there decides how the session shows values. A host loads this assembly when a cell names the API, never before.
/// </summary>
internal static class Bridge
{
    /// <summary>The assemblies that cells may use from then on.</summary>
    public static IReadOnlyList<string> Assemblies { get; } =
    [
        typeof(Formatter).Assembly.Location, typeof(IHtmlContent).Assembly.Location, typeof(Bridge).Assembly.Location,
    ];

    /// <summary>
    /// What a cell sees without a using directive: as there, and the kinds of values that it may name.
    /// </summary>
    public static IReadOnlyList<string> Imports { get; } =
        [typeof(Microsoft.DotNet.Interactive.Kernel).FullName!, typeof(Formatter).Namespace!];

    /// <summary>Joins the two, once a process.</summary>
    public static void Open()
    {
        DisplayEvents.Pass();
        ChosenFormats.Install();
    }
}
