using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Lemmata.Session.Stepping.Writing;

/// <summary>How much is asked of the stops of a cell; each step back asks for less.</summary>
internal enum StopWish
{
    /// <summary>Values can be set, returned values are seen.</summary>
    All,

    /// <summary>Values are seen and cannot be set.</summary>
    Seen,

    /// <summary>Only the functions' own values are seen, and bodies that are expressions carry no stop.</summary>
    Blocks,
}

/// <summary>
/// Writes the stops into a cell: before each statement, around each function, at returned values. It inserts text and
/// moves no line, as the checks of interruption do, so that the lines of errors stay those of the reader's text.
/// </summary>
internal sealed partial class StopWriter : CSharpSyntaxWalker
{
    private const int MostFields = 16;
    private const string Stops = "global::Lemmata.Session.Stepping.CellStops.";

    private readonly SemanticModel model;
    private readonly StopScope scope;
    private readonly string source;
    private readonly StopWish wish;
    private readonly IReadOnlySet<int> without;
    private readonly List<(int Position, int Rank, string Text)> insertions = [];
    private readonly List<TextSpan> removals = [];
    private readonly List<StopPlace> places = [];
    private readonly List<StopLeftOut> leftOut = [];
    private readonly List<PassedValue> fields = [];
    private Function current;

    private StopWriter(SemanticModel model, string source, StopWish wish, IReadOnlySet<int> without)
        : base(SyntaxWalkerDepth.Node)
    {
        (this.model, this.source, this.wish, this.without) = (model, source, wish, without);
        scope = new StopScope(model);
        var root = model.SyntaxTree.GetRoot();
        current = new Function(root, null, new StopFunction(CellStops.NextFunction(), "cell", source, 1,
            root.SyntaxTree.GetText().Lines.Count, true, true), null, null, null);
        CellStops.Add(current.Info);
    }

    /// <summary>Writes the stops into a cell that compiles.</summary>
    /// <param name="model">What the compiler knows of the reader's text.</param>
    /// <param name="source">The cell, as the host names it.</param>
    /// <param name="wish">How much is asked.</param>
    /// <param name="without">Lines that are to carry no stop.</param>
    public static StoppedText Write(SemanticModel model, string source, StopWish wish, IReadOnlySet<int> without)
    {
        var writer = new StopWriter(model, source, wish, without);
        var root = model.SyntaxTree.GetCompilationUnitRoot();
        writer.Visit(root);
        return new StoppedText(writer.Text(root.ToFullString()), writer.places, writer.leftOut);
    }

    /// <inheritdoc/>
    public override void Visit(SyntaxNode? node)
    {
        if (node is not StatementSyntax statement || statement is BlockSyntax or LocalFunctionStatementSyntax)
        {
            base.Visit(node);
            return;
        }

        var embedded = statement.Parent is not
            (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax or LabeledStatementSyntax);
        // A jump to a label must meet the stop too: it stands behind the label, at the statement within.
        var carries = statement is not LabeledStatementSyntax
            && !(statement is EmptyStatementSyntax && !embedded) && !without.Contains(LineOf(statement));
        if (carries)
        {
            var text = Stop(StopKind.Statement, LineOf(statement), Values(statement), statement);
            Open(statement.SpanStart, embedded ? "{" + text : text);
        }

        base.Visit(statement);
        if (carries && embedded) Close(statement.Span.End, "}");
    }

    /// <inheritdoc/>
    public override void VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        var ofCell = node.Parent is CompilationUnitSyntax && !node.Modifiers.Any(SyntaxKind.ConstKeyword);
        if (ofCell && !without.Contains(LineOf(node)))
            Open(node.SpanStart, Stop(StopKind.Statement, LineOf(node), [.. fields.TakeLast(MostFields)], node));
        base.VisitFieldDeclaration(node);
        if (ofCell)
            foreach (var variable in node.Declaration.Variables) AddField(model.GetDeclaredSymbol(variable));
    }

    /// <inheritdoc/>
    public override void VisitGlobalStatement(GlobalStatementSyntax node)
    {
        base.VisitGlobalStatement(node);
        foreach (var made in node.DescendantNodes(inner => inner is not (StatementSyntax or AnonymousFunctionExpressionSyntax)
            || inner.Parent == node).OfType<SingleVariableDesignationSyntax>())
        {
            AddField(model.GetDeclaredSymbol(made));
        }
    }

    /// <inheritdoc/>
    public override void VisitReturnStatement(ReturnStatementSyntax node)
    {
        if (node.Expression is { } expression && !without.Contains(LineOf(node))) Returned(expression);
        else base.VisitReturnStatement(node);
    }

    /// <inheritdoc/>
    public override void VisitAttributeList(AttributeListSyntax node)
    {
        // Runs in no function.
    }

    private void AddField(ISymbol? symbol)
    {
        if (symbol is IFieldSymbol field && StopScope.Field(field) is { } passed) fields.Add(passed);
    }

    private List<PassedValue> Values(SyntaxNode at)
    {
        var values = new List<PassedValue>();
        if (current.Symbol is null) values.AddRange(fields.TakeLast(MostFields));
        try
        {
            values.AddRange(scope.At(at, current.Node, current.Symbol, wish != StopWish.Blocks));
        }
        catch (ArgumentException)
        {
            // The compiler analyses no flow at some places, such as statements that it has already rejected.
        }

        return values;
    }

    private string Stop(StopKind kind, int line, List<PassedValue> values, SyntaxNode at)
    {
        var id = Place(kind, line, values.Select(one => one.Value), at);
        var text = new StringBuilder("if(").Append(Stops).Append("Wanted[").Append(id).Append("]!=0");
        var settable = wish == StopWish.All && values.Exists(one => one.Value.CanSet);
        text.Append(settable ? "&&" : ")").Append(current.Recorder).Append("At(").Append(id).Append(current.FrameArgument).Append(')');
        foreach (var (argument, _) in values)
        {
            text.Append(argument.StartsWith('\0') ? ".AddSpan(" : ".Add(").Append(argument.TrimStart('\0')).Append(')');
        }

        text.Append(".Stop()");
        if (!settable) return text.Append(';').ToString();
        text.Append("){");
        foreach (var (index, (argument, value)) in values.Index())
        {
            if (!value.CanSet) continue;
            text.Append(argument).Append('=').Append(Stops).Append("Take(").Append(index).Append(',')
                .Append(argument).Append(");");
        }

        return text.Append('}').ToString();
    }

    private int Place(StopKind kind, int line, IEnumerable<StopValue> values, SyntaxNode at)
    {
        StopValue[] seen = [.. wish == StopWish.All ? values : values.Select(value => value with { CanSet = false })];
        var id = CellStops.NextPlace();
        places.Add(new StopPlace
        {
            Id = id, Kind = kind, Function = current.Info, Line = line, Values = seen,
            Caught = Caught(at), LastTexts = new string?[seen.Length],
        });
        return id;
    }

    // "return e" becomes "return Result<T>(place, e)": with T spelled out, e has the same target type as before.
    private void Returned(ExpressionSyntax expression)
    {
        if (wish != StopWish.All || current.Result is not { } type || expression is RefExpressionSyntax or ThrowExpressionSyntax)
        {
            Visit(expression);
            return;
        }

        var id = Place(StopKind.Return, LineOf(expression),
            [new StopValue("return", current.ResultName ?? type, "dynamic", false)], expression);
        Open(expression.SpanStart, $"{current.Recorder}Result<{type}>({Invariant(id)}{current.FrameArgument},");
        Visit(expression);
        Close(expression.Span.End, ")");
    }

    private List<string> Caught(SyntaxNode at)
    {
        var names = new List<string>();
        for (var (inner, outer) = (at, at.Parent); outer is not null && inner != current.Node; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is not TryStatementSyntax attempt || attempt.Block != inner) continue;
            names.AddRange(attempt.Catches.Select(one => one.Declaration is { } declared
                ? model.GetTypeInfo(declared.Type).Type?.MetadataName ?? "Exception"
                : "Exception"));
        }

        return names;
    }

    private int LineOf(SyntaxNode node) =>
        node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1;

    private int EndLineOf(SyntaxNode node) =>
        node.SyntaxTree.GetLineSpan(node.Span).EndLinePosition.Line + 1;

    private void Open(int position, string text) => insertions.Add((position, 1, text));

    // What closes comes before what opens at the same place, and inner before outer: they are added in that order.
    private void Close(int position, string text) => insertions.Add((position, 0, text));

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Text(string code)
    {
        var text = new StringBuilder(code.Length * 4);
        var copied = 0;
        foreach (var (position, _, inserted) in insertions.OrderBy(one => one.Position).ThenBy(one => one.Rank))
        {
            Copy(position);
            text.Append(inserted);
        }

        Copy(code.Length);
        return text.ToString();

        void Copy(int end)
        {
            foreach (var removal in removals.Where(one => one.Start >= copied && one.End <= end).OrderBy(one => one.Start))
            {
                text.Append(code, copied, removal.Start - copied).Append(' ', removal.Length);
                copied = removal.End;
            }

            text.Append(code, copied, end - copied);
            copied = end;
        }
    }

    /// <summary>The function that is being visited.</summary>
    /// <param name="Node">Its node.</param>
    /// <param name="Symbol">Its symbol; null for the cell itself.</param>
    /// <param name="Info">What stops know of it.</param>
    /// <param name="Local">The variable that stands for one call of it; null for the cell itself.</param>
    /// <param name="Result">The type of what it returns, as code writes it; null where nothing can be seen of it.</param>
    /// <param name="ResultName">The same for readers.</param>
    private sealed record Function(
        SyntaxNode Node, ISymbol? Symbol, StopFunction Info, string? Local, string? Result, string? ResultName)
    {
        // A function that stays on its thread asks for the thread's recorder once.
        public string Recorder => Local is not null && !Info.Resumes ? Local + "." : Stops;

        public string FrameArgument => Local is not null && Info.Resumes ? "," + Local : "";
    }
}
