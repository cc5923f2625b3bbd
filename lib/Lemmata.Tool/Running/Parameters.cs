using System.Globalization;
using Lemmata.Notebooks;
using Lemmata.Session.Compilation;
using Lemmata.Tool.Hosting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Tool.Running;

/// <summary>A parameter that cannot be set; the message lists the names and types there are.</summary>
internal sealed class ParameterException(string message) : Exception(message);

/// <summary>Sets variables of the cell tagged <c>parameters</c> to other values.</summary>
internal static class Parameters
{
    private static readonly Dictionary<SpecialType, Func<string, string?>> Literals = new()
    {
        [SpecialType.System_Double] = text =>
            Number(text, "double", value => value.ToString("R", CultureInfo.InvariantCulture)),
        [SpecialType.System_Single] = text =>
            Number(text, "float", value => value.ToString("R", CultureInfo.InvariantCulture) + "f"),
        [SpecialType.System_Int32] = text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? text : null,
        [SpecialType.System_Int64] = text =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ? text + "L"
                : null,
        [SpecialType.System_UInt64] = text =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? text + "UL" : null,
        [SpecialType.System_Boolean] = text => bool.TryParse(text, out var value) ? (value ? "true" : "false") : null,
        [SpecialType.System_String] = text => SymbolDisplay.FormatLiteral(
            text.Length > 1 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text, quote: true),
    };

    /// <summary>Rewrites the parameters cell of a notebook in memory.</summary>
    /// <param name="notebook">The notebook to change.</param>
    /// <param name="values">Name to value, as typed.</param>
    /// <exception cref="ParameterException">There is no parameters cell, no such name, or the value has another
    /// type.</exception>
    public static void Apply(Notebook notebook, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0)
            return;
        var cell =
            notebook.CodeCells.FirstOrDefault(code => code.Tags.Contains("parameters"))
            ?? throw new ParameterException(
                "it has no code cell with the tag parameters, so nothing can be set with -p");
        var source = cell.Source;
        var found = Read(source);
        var edits = new List<(int Start, int Length, string Text)>();
        foreach (var (name, text) in values)
        {
            if (found.FirstOrDefault(parameter => parameter.Name == name) is not { } parameter)
                throw new ParameterException($"there is no parameter {name}; there are {List(found)}");
            edits.Add((parameter.Value.Start, parameter.Value.Length, Literal(parameter, text, found)));
        }
        foreach (var (start, length, text) in edits.OrderByDescending(edit => edit.Start))
            source = source[..start] + text + source[(start + length)..];
        cell.Source = source;
    }

    private sealed record Parameter(string Name, ITypeSymbol Type, Microsoft.CodeAnalysis.Text.TextSpan Value)
    {
        public override string ToString() =>
            $"{Name} ({Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)})";
    }

    private static List<Parameter> Read(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source, ScriptReferences.ParseOptions);
        var model = Compile(tree).GetSemanticModel(tree);
        return
        [
            .. tree.GetRoot()
                .DescendantNodes()
                .OfType<VariableDeclaratorSyntax>()
                .Where(variable =>
                    variable
                        is {
                            Initializer: not null,
                            Parent.Parent: FieldDeclarationSyntax { Parent: CompilationUnitSyntax }
                        }
                )
                .Select(variable => new Parameter(
                    variable.Identifier.ValueText,
                    (model.GetDeclaredSymbol(variable) as IFieldSymbol)!.Type,
                    variable.Initializer!.Value.Span)),
        ];
    }

    private static CSharpCompilation Compile(SyntaxTree tree) => CSharpCompilation.CreateScriptCompilation(
        "parameters", tree, FileHost.EveryCell, new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, usings: ScriptReferences.Usings));

    private static string Literal(Parameter parameter, string text, List<Parameter> all)
    {
        if (Literals.TryGetValue(parameter.Type.SpecialType, out var literal))
            return literal(text.Trim()) ?? throw Wrong();
        // Arrays and the like: any C# expression that converts to the variable's type.
        var type = parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var tree = CSharpSyntaxTree.ParseText($"{type} value = {text};", ScriptReferences.ParseOptions);
        var expression = SyntaxFactory.ParseExpression(
            text,
            options: ScriptReferences.ParseOptions,
            consumeFullText: true);
        if (
            expression.ContainsDiagnostics
            || Compile(tree).GetDiagnostics().Any(found => found.Severity == DiagnosticSeverity.Error))
        {
            throw Wrong();
        }

        return text.TrimStart().StartsWith('[') ? $"({type}){text}" : text;

        ParameterException Wrong() => new(
            $"{text} is not a value for {parameter}; the parameters are {List(all)}");
    }

    private static string? Number(string text, string type, Func<double, string> write)
    {
        if (
            !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value))
        {
            return null;
        }

        var written = write(value);
        return
            type == "double"
            && long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? written + ".0"
            : written;
    }

    private static string List(List<Parameter> parameters) => string.Join(", ", parameters);
}
