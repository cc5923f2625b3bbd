using System.Collections.Immutable;
using Lemmata.Session.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Session.Stepping.Writing;

/// <summary>
/// Compiles a cell with stops. Where the compiler refuses a stop, its line goes without; where it refuses still, the cell
/// goes with fewer wishes, and in the end without stops: never is a cell broken by them.
/// </summary>
internal static class StoppedCell
{
    /// <summary>Compiles a piece of a cell.</summary>
    /// <returns>The piece; null where the reader's text does not compile, or nothing of it can carry a stop.</returns>
    public static Submission? Compile(
        SubmissionChain chain, Stepper stepper, string source, string code, string label,
        IReadOnlyList<MetadataReference> references, ImmutableArray<string> opened, CancellationToken token)
    {
        var plain = chain.Create(code, label, references, opened, token);
        var tree = plain.SyntaxTrees[0];
        var model = plain.GetSemanticModel(tree);
        if (model.GetDiagnostics(cancellationToken: token).Any(found => found.Severity == DiagnosticSeverity.Error)) return null;
        var without = new HashSet<int>();
        foreach (var wish in new[] { StopWish.All, StopWish.All, StopWish.Seen, StopWish.Seen, StopWish.Blocks, StopWish.Blocks })
        {
            if (Write(model, source, wish, without) is not { } text) break;
            var woven = GuardRewriter.Rewrite(text.Text, ScriptReferences.ParseOptions);
            if (chain.Compile(code, woven, label, references, opened, token, out var diagnostics) is { } piece)
            {
                stepper.Add(source, piece, text with
                {
                    LeftOut =
                    [
                        .. text.LeftOut,
                        .. without.Order().Select(line => new StopLeftOut(line, "the compiler refuses a stop here")),
                    ],
                });
                return piece;
            }

            foreach (var error in diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error))
                without.Add(error.Location.GetMappedLineSpan().StartLinePosition.Line + 1);
        }

        stepper.Refuse(new StopLeftOut(1, "the cell carries no stops: the compiler refuses them"));
        return null;
    }

    private static StoppedText? Write(SemanticModel model, string source, StopWish wish, HashSet<int> without)
    {
        try
        {
            return StopWriter.Write(model, source, wish, without);
        }
        catch (InsufficientExecutionStackException)
        {
            // An expression too deep to be walked; the compiler has its own bound.
            return null;
        }
    }
}
