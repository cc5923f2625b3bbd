using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Tool.Linting;

/// <summary>Rules about claims.</summary>
internal static class ClaimRules
{
    /// <summary>The rules.</summary>
    public static readonly LintRule[] All =
    [
        new("NB50", "The register data/claims/<slug>.json exists and is sound.", RegisterIsSound),
        new("NB51", "The notebook opens its own register by its slug.", OpensItsRegister),
        new("NB52", "Every claim of the register is named in the prose.", ClaimsAreStated),
        new("NB53", "There is at least one negative control.", HasControl),
        new(
            "NB54",
            "What is checked of a claim that is corrected or fails is called a correction or a counter-example.",
            RowsAgree),
    ];

    private static IEnumerable<LintFinding> RegisterIsSound(LintSubject subject)
    {
        if (subject.Register is null)
            yield return new(null, $"there is no register data/claims/{subject.Slug}.json");
        foreach (var fault in subject.Register?.Faults ?? [])
            yield return new(null, $"{subject.Register!.Path} {fault}");
    }

    private static IEnumerable<LintFinding> OpensItsRegister(LintSubject subject)
    {
        var calls = subject
            .Code.SelectMany(cell =>
                Calls(subject, cell, "Open")
                    .Where(call =>
                        call.Expression
                            is MemberAccessExpressionSyntax
                            {
                                Expression: IdentifierNameSyntax { Identifier.ValueText: "Claims" }
                            }
                    )
                    .Select(call => (cell, call)))
            .ToList();
        if (calls.Count == 0)
            yield return new(null, $"no cell opens the claims; write var claims = Claims.Open(\"{subject.Slug}\");");
        foreach (var (cell, call) in calls)
        {
            if (FirstText(call) is var slug && slug != subject.Slug)
            {
                yield return new(
                    cell,
                    $"the cell opens the claims of {slug ?? "something computed"}; required is \"{subject.Slug}\"",
                    LintSubject.Line(call));
            }
        }
    }

    private static IEnumerable<LintFinding> ClaimsAreStated(LintSubject subject)
    {
        foreach (var claim in subject.Register?.Claims ?? [])
        {
            if (
                claim.Id != ""
                && !subject.Prose.Any(cell => Regex.IsMatch(cell.Source, $@"\b{Regex.Escape(claim.Id)}\b")))
            {
                yield return new(null, $"no prose names the claim {claim.Id}");
            }
        }
    }

    private static IEnumerable<LintFinding> HasControl(LintSubject subject)
    {
        if (!subject.Code.Any(cell => Calls(subject, cell, "Control").Any()))
            yield return new(null, "there is no negative control; add claims.Control(…).MustFail(…)");
    }

    // The row of a plain check says that the claim holds, whatever the sheet says in the end.
    private static IEnumerable<LintFinding> RowsAgree(LintSubject subject)
    {
        var verdicts =
            subject
                .Register?.Claims.DistinctBy(claim => claim.Id)
                .ToDictionary(claim => claim.Id, claim => claim.Verdict)
            ?? [];
        foreach (var cell in subject.Code)
        {
            foreach (var call in Calls(subject, cell, "Check"))
            {
                if (FirstText(call) is { } id && verdicts.TryGetValue(id, out var verdict) && verdict != "holds")
                {
                    yield return new(
                    cell,
                    $"this row would say that {id} holds, and the register says {verdict}; write Correction or "
                        + "Counterexample",
                    LintSubject.Line(call));
                }
            }
        }
    }

    private static string? FirstText(InvocationExpressionSyntax call) =>
        (call.ArgumentList.Arguments.FirstOrDefault()?.Expression as LiteralExpressionSyntax)?.Token.ValueText;

    private static IEnumerable<InvocationExpressionSyntax> Calls(
        LintSubject subject,
        Notebooks.NotebookCell cell,
        string method) =>
        subject
            .Tree(cell)
            .DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .Where(call =>
                call.Expression is MemberAccessExpressionSyntax access && access.Name.Identifier.ValueText == method);
}
