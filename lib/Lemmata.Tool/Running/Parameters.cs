using Lemmata.Notebooks;
using Lemmata.Session.Compilation;
using Lemmata.Tool.Hosting;
using Lemmata.Tool.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Tool.Running;

/// <summary>A parameter that cannot be set; the message lists the names and types there are.</summary>
internal sealed class ParameterException(string message) : Exception(message);

/// <summary>Sets variables of the cell tagged <c>parameters</c> to other values.</summary>
internal static class Parameters
{
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
            CellOf(notebook)
            ?? throw new ParameterException(
                "it has no code cell with the tag parameters, so nothing can be set with -p");
        var source = cell.Source;
        var edits = PlainEdits(source, values) ?? Edits(source, values);
        foreach (var (start, length, text) in edits.OrderByDescending(edit => edit.Start))
            source = source[..start] + text + source[(start + length)..];
        cell.Source = source;
    }

    // Each run of a sweep sets parameters: reading them with the compiler would be a fifth of what a run costs.
    private static List<(int Start, int Length, string Text)>? PlainEdits(
        string source, IReadOnlyDictionary<string, string> values)
    {
        if (PlainParameters.Of(source) is not { } plain) return null;
        var edits = new List<(int Start, int Length, string Text)>();
        foreach (var (name, text) in values)
        {
            // What is wrong is told by the way that knows all types.
            if (!plain.TryGetValue(name, out var parameter) || ParameterLiteral.Of(parameter.Type, text) is not { } literal)
                return null;
            edits.Add((parameter.Start, parameter.Length, literal));
        }

        return edits;
    }

    private static List<(int Start, int Length, string Text)> Edits(
        string source, IReadOnlyDictionary<string, string> values)
    {
        var found = Read(source);
        var edits = new List<(int Start, int Length, string Text)>();
        foreach (var (name, text) in values)
        {
            if (found.FirstOrDefault(parameter => parameter.Name == name) is not { } parameter)
            {
                throw new ParameterException(
                    $"there is no parameter {name}; there are {List(found)}"
                        + Suggestion.Question(name, found.Select(one => one.Name)));
            }

            edits.Add((parameter.Value.Start, parameter.Value.Length, Literal(parameter, text, found)));
        }

        return edits;
    }

    /// <summary>
    /// The parameters of a notebook, each as its name, its type and its value; none where no cell is tagged.
    /// </summary>
    public static IReadOnlyList<(string Name, string Type, string Value)> Of(Notebook notebook)
    {
        var source = CellOf(notebook)?.Source ?? "";
        return
        [
            .. Read(source).Select(parameter => (parameter.Name,
                parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                source.Substring(parameter.Value.Start, parameter.Value.Length))),
        ];
    }

    /// <summary>
    /// A function from a parameter's name and a value as typed to the one form of that value: 1, 1.0 and 1e0 are one
    /// number. It reads the notebook once, so that many values cost little.
    /// </summary>
    /// <exception cref="ParameterException">There is no parameters cell; the function throws it where there is no such
    /// name, or the value has another type.</exception>
    public static Func<string, string, string> Canonical(Notebook notebook)
    {
        var cell = CellOf(notebook)
            ?? throw new ParameterException("it has no code cell with the tag parameters, so nothing can be varied");
        var source = cell.Source;
        var read = new Lazy<Func<string, string, string>>(() => Canonical(source));
        // What is wrong with a value is told by the way that knows all types.
        return PlainParameters.Of(source) is not { } plain
            ? read.Value
            : (name, text) => !plain.TryGetValue(name, out var parameter) ? read.Value(name, text)
                : parameter.Type == TypeCode.String ? text
                : ParameterLiteral.Of(parameter.Type, text) is { } literal ? Form(parameter.Type, text, literal)
                : read.Value(name, text);
    }

    private static Func<string, string, string> Canonical(string source)
    {
        var found = Read(source);
        var byName = found.GroupBy(parameter => parameter.Name)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        return (name, text) => byName.TryGetValue(name, out var parameter)
            ? Form(ParameterLiteral.CodeOf(parameter.Type.SpecialType), text, Literal(parameter, text, found))
            : throw new ParameterException(
                $"there is no parameter {name}; there are {List(found)}"
                    + Suggestion.Question(name, found.Select(one => one.Name)));
    }

    /// <summary>
    /// Whether every cell behind the parameters cell means the same whatever values it is given: constants are
    /// compiled into those that use them, and a type without a name is another one each time.
    /// </summary>
    public static bool AreVariables(NotebookCell cell) =>
        CSharpSyntaxTree.ParseText(cell.Source, ScriptReferences.ParseOptions).GetRoot().DescendantNodes().All(node =>
            node is not AnonymousObjectCreationExpressionSyntax
            && (node is not FieldDeclarationSyntax field || !field.Modifiers.Any(SyntaxKind.ConstKeyword)));

    private static string Form(TypeCode type, string text, string literal) => type switch
    {
        TypeCode.String or TypeCode.Char => text,
        TypeCode.Double or TypeCode.Single => literal[(literal.IndexOf('.') + 1)..] switch
        {
            "NaN" => "NaN",
            "PositiveInfinity" => "∞",
            "NegativeInfinity" => "-∞",
            _ => literal.TrimEnd('f') is var number && number.EndsWith(".0", StringComparison.Ordinal)
                ? number[..^2]
                : number,
        },
        TypeCode.Boolean => literal,
        >= TypeCode.SByte and <= TypeCode.Decimal => literal.TrimEnd('m', 'U', 'L'),
        _ => text.Trim(),
    };

    /// <summary>The cell tagged parameters; null where there is none.</summary>
    internal static NotebookCell? CellOf(Notebook notebook) =>
        notebook.CodeCells.FirstOrDefault(code => code.Tags.Contains(CellTags.Parameters));

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
        if (ParameterLiteral.Of(parameter.Type, text, out var form) is { } literal) return literal;
        if (form is not null) throw Wrong($"; write {form}");
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
            throw Wrong(" in C#, such as [1, 2, 3] for an array");
        }

        return text.TrimStart().StartsWith('[') ? $"({type}){text}" : text;

        ParameterException Wrong(string wanted) => new(
            $"{text} is not a value for {parameter}{wanted}; the parameters are {List(all)}");
    }

    private static string List(List<Parameter> parameters) => string.Join(", ", parameters);
}
