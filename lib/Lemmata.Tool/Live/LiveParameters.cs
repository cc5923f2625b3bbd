using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Notebooks;
using Lemmata.Session.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Tool.Live;

/// <summary>
/// The parameters of a notebook as controls of its page: what the comment behind each says of its range becomes the
/// range of the control.
/// </summary>
internal static partial class LiveParameters
{
    private static readonly HashSet<string> Settable = new(StringComparer.Ordinal)
    {
        "double", "float", "decimal", "int", "long", "uint", "ulong", "short", "byte", "bool", "string",
    };

    /// <summary>
    /// The text of a parameters cell in which each variable asks for the value that a reader gives it; its lines are
    /// those of the cell.
    /// </summary>
    /// <param name="source">The cell.</param>
    /// <param name="found">The controls, as a page reads them.</param>
    public static string Weave(string source, out JsonArray found)
    {
        found = [];
        var tree = CSharpSyntaxTree.ParseText(source, ScriptReferences.ParseOptions);
        var compilation = CSharpCompilation.CreateScriptCompilation(
            "parameters", tree, Hosting.FileHost.EveryCell, new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, usings: ScriptReferences.Usings));
        var model = compilation.GetSemanticModel(tree);
        var edits = new List<(int Start, int End, string Before)>();
        var lines = source.Split('\n');
        foreach (var declaration in tree.GetRoot().ChildNodes().OfType<FieldDeclarationSyntax>())
        {
            if (declaration.Declaration.Variables is not [{ Initializer.Value: var value } variable]
                || declaration.Modifiers.Count > 0
                || model.GetDeclaredSymbol(variable) is not IFieldSymbol { Type: var type }
                || !Settable.Contains(type.ToDisplayString())
                || model.GetConstantValue(value) is not { HasValue: true, Value: { } constant })
            {
                continue;
            }

            var name = variable.Identifier.ValueText;
            var line = tree.GetLineSpan(declaration.Span).EndLinePosition.Line;
            edits.Add((value.SpanStart, value.Span.End,
                $"global::Lemmata.Session.Functions.CellParameters.Of<{type.ToDisplayString()}>(\"{name}\", "));
            found.Add((JsonNode)Control(
                name, type.ToDisplayString(), constant, Note().Match(lines[line]).Groups[1].Value.Trim()));
        }

        foreach (var (start, end, before) in Enumerable.Reverse(edits))
            source = source[..start] + before + source[start..end] + ")" + source[end..];
        return source;
    }

    private static JsonObject Control(string name, string type, object value, string note)
    {
        var control = new JsonObject
        {
            ["name"] = name, ["type"] = type, ["note"] = note,
            ["value"] = value is bool on ? on ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        if (Choices().Match(note) is { Success: true } choices)
        {
            control["choices"] = new JsonArray([.. choices.Groups[1].Value
                .Split([", ", " or "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(choice => (JsonNode)choice)]);
        }

        if (type is "bool" or "string") return control;
        if (Range().Match(note) is { Success: true } range)
            (control["min"], control["max"]) = (Plain(range.Groups[1].Value), Plain(range.Groups[2].Value));
        else if (AtLeast().Match(note) is { Success: true } least)
            control["min"] = Plain(least.Groups[1].Value);
        else if (Positive().IsMatch(note))
            (control["min"], control["open"]) = ("0", true);
        if (Step().Match(note) is { Success: true } step) control["step"] = Plain(step.Groups[1].Value);
        return control;
    }

    private static string Plain(string number) => number.Replace("_", "", StringComparison.Ordinal).Replace('−', '-');

    [GeneratedRegex(@"//\s*(.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Note();

    [GeneratedRegex(@"([-−]?\d[\d_.]*(?:e-?\d+)?) (?:to|…|–) ([-−]?\d[\d_.]*(?:e-?\d+)?)", RegexOptions.NonBacktracking)]
    private static partial Regex Range();

    [GeneratedRegex(@"at least ([-−]?\d[\d_.]*)", RegexOptions.NonBacktracking)]
    private static partial Regex AtLeast();

    [GeneratedRegex(@"\bpositive\b", RegexOptions.NonBacktracking)]
    private static partial Regex Positive();

    [GeneratedRegex(@"(?:step|in steps of) (\d[\d_.]*(?:e-?\d+)?)", RegexOptions.NonBacktracking)]
    private static partial Regex Step();

    [GeneratedRegex(@"one of (.+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Choices();
}
