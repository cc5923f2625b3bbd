using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Lemmata.Session.Compilation;

/// <summary>
/// Weaves the checks of <c>CellGuard</c> into the loop bodies and function entries of a cell, and behind its awaits,
/// where an interrupted cell would go on once what it waits for has come. Every insertion stays on its line, so that
/// line numbers of errors are those of the reader's text.
/// </summary>
internal static class GuardRewriter
{
    private const string Guard =
        "if(global::Lemmata.Session.Cells.CellGuard.Raised)global::Lemmata.Session.Cells.CellGuard.Check();";

    /// <summary>The text with checks; the same text when there is nothing to check or it does not parse.</summary>
    public static string Rewrite(string code, CSharpParseOptions options)
    {
        var root = CSharpSyntaxTree.ParseText(code, options).GetRoot();
        if (root.ContainsDiagnostics && root.GetDiagnostics().Any(found => found.Severity == DiagnosticSeverity.Error))
            return code;
        var insertions = new List<(int Position, string Text)>();
        var removals = new List<TextSpan>();
        foreach (var node in root.DescendantNodes())
        {
            switch (node)
            {
                case CommonForEachStatementSyntax loop: Weave(loop.Statement); break;
                case ForStatementSyntax loop: Weave(loop.Statement); break;
                case WhileStatementSyntax loop: Weave(loop.Statement); break;
                case DoStatementSyntax loop: Weave(loop.Statement); break;
                case GotoStatementSyntax jump: Weave(jump); break;
                case BlockSyntax
                {
                    Parent: BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
                        or AnonymousFunctionExpressionSyntax,
                } body:
                    Weave(body);
                    break;
                case ExpressionStatementSyntax
                {
                    Expression: AwaitExpressionSyntax,
                    SemicolonToken.IsMissing: false
                } wait:
                    WeaveBehind(wait);
                    break;
                case LocalFunctionStatementSyntax { ExpressionBody: { } body } function:
                    WeaveExpression(
                        body,
                        function.SemicolonToken,
                        ReturnsNothing(function.ReturnType, function.Modifiers));
                    break;
                case MethodDeclarationSyntax { ExpressionBody: { } body } method:
                    WeaveExpression(body, method.SemicolonToken, ReturnsNothing(method.ReturnType, method.Modifiers));
                    break;
            }
        }
        if (insertions.Count == 0) return code;
        var text = new StringBuilder(code.Length + insertions.Count * Guard.Length);
        var copied = 0;
        foreach (var (position, inserted) in insertions.OrderBy(insertion => insertion.Position))
        {
            Copy(position);
            text.Append(inserted);
        }
        Copy(code.Length);
        return text.ToString();

        void Copy(int end)
        {
            foreach (
                var removal in removals
                    .Where(removal => removal.Start >= copied && removal.End <= end)
                    .OrderBy(removal => removal.Start))
            {
                text.Append(code, copied, removal.Start - copied).Append(' ', removal.Length);
                copied = removal.End;
            }
            text.Append(code, copied, end - copied);
            copied = end;
        }

        // "=> value;" becomes "{check return value;}": the arrow's two characters make room for the brace.
        void WeaveExpression(ArrowExpressionClauseSyntax body, SyntaxToken semicolon, bool returnsNothing)
        {
            var keyword = returnsNothing || body.Expression is ThrowExpressionSyntax ? "" : "return ";
            removals.Add(body.ArrowToken.Span);
            insertions.Add((body.ArrowToken.Span.End, "{" + Guard + keyword));
            insertions.Add((semicolon.Span.End, "}"));
        }

        // Braces only where one statement is allowed: elsewhere they would hide variables that the statement declares.
        void WeaveBehind(ExpressionStatementSyntax statement)
        {
            var single = statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax);
            if (single) insertions.Add((statement.SpanStart, "{"));
            insertions.Add((statement.Span.End, single ? Guard + "}" : Guard));
        }

        void Weave(StatementSyntax statement)
        {
            if (statement is BlockSyntax block)
            {
                insertions.Add((block.OpenBraceToken.Span.End, Guard));
                return;
            }
            insertions.Add((statement.SpanStart, "{" + Guard));
            insertions.Add((statement.Span.End, "}"));
        }
    }

    private static bool ReturnsNothing(TypeSyntax type, SyntaxTokenList modifiers) =>
        type.ToString() is "void"
        || (modifiers.Any(SyntaxKind.AsyncKeyword) && type.ToString().Split('.')[^1] is "Task" or "ValueTask");
}
