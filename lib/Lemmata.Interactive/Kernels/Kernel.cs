using Lemmata.Session.Cells;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;
using CellFunctions = Lemmata.Session.Functions.CellFunctions;

#pragma warning disable IDE0130 // Named as .NET Interactive names them.
#pragma warning disable IDE1006
namespace Microsoft.DotNet.Interactive;

/// <summary>
/// What cells call of .NET Interactive's kernel, by its names. The real one brings a compiler and a language server of
/// its own, which a cell that asks for a line of input should not wait for.
/// </summary>
public sealed class Kernel
{
    private Kernel(string name) => Name = name;

    /// <summary>The kernel that the others belong to.</summary>
    public static Kernel Root { get; } = new(".NET");

    /// <summary>The kernel that runs the cell.</summary>
    public static Kernel Current { get; } = new("csharp");

    /// <summary>The name that directives know it by.</summary>
    public string Name { get; }

    /// <summary>The kernels under this one: the one for C#, under the root.</summary>
    public IReadOnlyList<Kernel> ChildKernels => this == Root ? [Current] : [];

    /// <summary>The kernel that all belong to.</summary>
    public Kernel RootKernel => Root;

    /// <summary>The kernel of a name; null where there is none.</summary>
    public Kernel? FindKernelByName(string name) => new[] { Root, Current }.FirstOrDefault(kernel => kernel.Name == name);

    /// <summary>Displays a value now, before the cell ends.</summary>
    /// <remarks>Calls whose argument is dynamic, such as a tag, are bound when they run, where spans are unknown.</remarks>
    public static DisplayedValue display(object? value) => InteractiveDisplayExtensions.Display(value);

    /// <summary>Displays a value as one MIME type.</summary>
    public static DisplayedValue display(object? value, string mimeType) =>
        InteractiveDisplayExtensions.Display(value, mimeType);

    /// <summary>Displays a value as several MIME types.</summary>
    public static DisplayedValue display(object? value, params ReadOnlySpan<string> mimeTypes) =>
        InteractiveDisplayExtensions.Display(value, mimeTypes);

    /// <summary>Markup that is shown as HTML when it is displayed.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Adds a style sheet to the page.</summary>
    public static void CSS(string content) =>
        CellFunctions.HTML($"<style>{content}</style>").Display();

    /// <summary>Runs a script in the page.</summary>
    public static void Javascript(string scriptContent) => CellFunctions.Javascript(scriptContent);

    /// <summary>Asks the reader for a line of text.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <param name="typeHint">The kind of answer, which front ends of Jupyter do not distinguish.</param>
    /// <exception cref="InvalidOperationException">Nobody is there to answer.</exception>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") =>
        Task.FromResult(Ask(prompt, isSecret: typeHint == "password"));

    /// <summary>Asks the reader for a line of text that is not shown.</summary>
    /// <exception cref="InvalidOperationException">Nobody is there to answer.</exception>
    public static Task<PasswordString> GetPasswordAsync(string prompt = "") =>
        Task.FromResult(new PasswordString(Ask(prompt, isSecret: true)));

    private static string Ask(string prompt, bool isSecret) =>
        CellContext.CurrentOrLatest?.Ask(prompt, isSecret)
        ?? throw new InvalidOperationException("the input has ended; give the value in the cell instead");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
