using Lemmata.Session.Compilation;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Session.Cells;

/// <summary>
/// The directives that move values: <c>#!value</c> keeps a text under a name, <c>#!set</c> and <c>#!share</c> make
/// variables of such texts, of other variables and of what the reader answers.
/// </summary>
internal sealed class CellValues(CellSession session)
{
    private const string Kept = "value", Here = "csharp", Input = "input", Password = "password";

    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>Keeps the lines under the directive, or those of a file.</summary>
    public async Task KeepAsync(CellSegment segment)
    {
        var options = Options(segment, "name", "from-file", "from-value", "mime-type");
        var text = options["from-file"] is { } file
            ? await ReadAsync(file, segment).ConfigureAwait(false)
            : options["from-value"] ?? segment.Body;
        texts[Required(options, "name", segment)] = text;
    }

    /// <summary>Makes a variable: <c>--name x --value 5</c>, <c>@csharp:y</c>, <c>@value:z</c>, <c>@input:prompt</c>.</summary>
    public Task SetAsync(CellSegment segment)
    {
        var options = Options(segment, "name", "value", "mime-type", "byref");
        var (name, value) = (Required(options, "name", segment), Required(options, "value", segment));
        if (!value.StartsWith('@')) return DeclareAsync(name, Literal(value), segment);
        var parts = value[1..].Split(':', 2);
        return DeclareAsync(name, From(parts[0], parts.ElementAtOrDefault(1) ?? "", segment), segment);
    }

    /// <summary>Takes a value over: <c>--from value x</c>, under another name with <c>--as y</c>.</summary>
    public Task ShareAsync(CellSegment segment)
    {
        var options = Options(segment, "from", "as", "mime-type");
        var from = Required(options, "from", segment);
        if (options.Others is not [var name])
            throw CellFailure.At(segment.Line, $"#!share wants one name, such as #!share --from {from} x");
        var source = From(from, name, segment);
        var target = options["as"] ?? name;
        return source == target ? Task.CompletedTask : DeclareAsync(target, source, segment);
    }

    // What stands right of the new variable's equals sign.
    private string From(string where, string name, CellSegment segment) => where switch
    {
        Kept => texts.TryGetValue(name, out var text)
            ? Literal(text)
            : throw CellFailure.At(segment.Line, $"no #!value has the name {name}; known are {Names(texts.Keys)}"),
        Here => session.Variables.Any(variable => variable.Name == name)
            ? name
            : throw CellFailure.At(segment.Line, $"there is no variable {name}; known are "
                + Names(session.Variables.Select(variable => variable.Name))),
        Input or Password => Literal(CellContext.Current?.Ask(name, where == Password)
            ?? throw CellFailure.At(segment.Line, "the input has ended; give the value in the cell instead")),
        _ => throw CellFailure.At(
            segment.Line,
            $"there is no kernel {where} here; values come from {Here}, {Kept}, {Input} and {Password}"),
    };

    private async Task DeclareAsync(string name, string source, CellSegment segment)
    {
        if (!SyntaxFacts.IsValidIdentifier(name))
            throw CellFailure.At(segment.Line, $"{name} is no name of a variable");
        await session.SubmitAsync($"var {name} = {source};", "directive").ConfigureAwait(false);
    }

    private async Task<string> ReadAsync(string file, CellSegment segment)
    {
        try
        {
            return await session.Host.TextAsync(Path.GetFullPath(file, session.Options.Folder)).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw CellFailure.At(segment.Line, $"{file} cannot be read: {error.Message}");
        }
    }

    private static DirectiveOptions Options(CellSegment segment, params string[] known)
    {
        var options = new DirectiveOptions(segment.Text);
        return options.Names.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw CellFailure.At(
                segment.Line, $"#!{segment.Name} does not know --{unknown}; it knows --{string.Join(", --", known)}")
            : options;
    }

    private static string Required(DirectiveOptions options, string name, CellSegment segment) =>
        options[name] is { Length: > 0 } value
            ? value
            : throw CellFailure.At(segment.Line, $"#!{segment.Name} wants --{name}");

    private static string Literal(string text) => Compiler.IsHere
        ? SymbolDisplay.FormatLiteral(text, quote: true)
        : throw new InvalidOperationException("a directive makes no variables where there is no compiler");

    private static string Names(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } all ? all : "none";
}
