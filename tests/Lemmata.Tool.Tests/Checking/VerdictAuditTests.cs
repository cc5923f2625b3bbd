using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Checking;

namespace Lemmata.Tool.Tests.Checking;

public class VerdictAuditTests
{
    private const string Register = """
        {"slug":"t","title":"T","sources":[],"claims":[
          {"id":"C1","origin":"ours","statement":"One.","verdict":"holds"},
          {"id":"C2","origin":"ours","statement":"Two.","verdict":"fails","correction":"Not two."}]}
        """;

    private const string Control = """{"claim":"t.C1","kind":"control","outcome":"held"}""";

    [Fact]
    public void Verdicts_as_registered_leave_no_fault()
    {
        var audit = Audit([Claim("C1", "holds", 2), Claim("C2", "fails", 1)]);
        Assert.Empty(audit.Faults);
        Assert.Equal(
            ["C1 holds 2", "C2 fails 1"],
            audit.Claims.Select(claim => $"{claim.Id} {claim.Verdict} {claim.Checks}"));
        Assert.Equal(1, audit.Controls);
    }

    [Fact]
    public void A_claim_without_a_verdict_is_a_fault() =>
        Assert.Equal(
            ["t.C1 has no recorded verdict; the register says holds"],
            Audit([Claim("C1", "open", 0), Claim("C2", "fails", 1)]).Faults);

    [Fact]
    public void A_verdict_without_a_check_behind_it_is_a_fault() =>
        Assert.Equal(
            ["t.C1 has no recorded verdict; the register says holds"],
            Audit([Claim("C1", "holds", 0), Claim("C2", "fails", 1)]).Faults);

    [Fact]
    public void Another_verdict_is_a_fault() => Assert.Equal(["t.C2 came out as holds, the register says fails"],
        Audit([Claim("C1", "holds", 1), Claim("C2", "holds", 1)]).Faults);

    [Fact]
    public void An_unknown_id_is_a_fault() => Assert.Equal(["t.C3 is not in the register; it knows C1, C2"],
        Audit([Claim("C1", "holds", 1), Claim("C2", "fails", 1), Claim("C3", "holds", 1)]).Faults);

    [Fact]
    public void A_duplicate_is_a_fault() => Assert.Equal(["t.C1 stands in the sheet more than once"],
        Audit([Claim("C1", "holds", 1), Claim("C1", "holds", 1), Claim("C2", "fails", 1)]).Faults);

    [Fact]
    public void A_claim_that_the_sheet_leaves_out_is_a_fault() =>
        Assert.Equal(["t.C2 is in the register but not in the sheet"], Audit([Claim("C1", "holds", 1)]).Faults);

    [Fact]
    public void No_control_no_sheet_and_no_register_are_faults()
    {
        Assert.Contains(
            Audit([Claim("C1", "holds", 1), Claim("C2", "fails", 1)], controls: "").Faults,
            fault => fault.StartsWith("no negative control"));
        Assert.Equal(
            ["it displays no claim sheet; end it with a cell that displays the sheet"],
            VerdictAudit.Of(Notebook.Create(), "t", RegisterFile.Parse(Register, "t")).Faults);
        Assert.Contains(
            VerdictAudit.Of(Notebook.Create(), "t", null).Faults,
            fault => fault.StartsWith("there is no register data/claims/t.json"));
    }

    [Fact]
    public void The_last_sheet_counts()
    {
        var notebook = Displaying(
            Sheet([Claim("C1", "open", 0), Claim("C2", "open", 0)]),
            Sheet([Claim("C1", "holds", 1), Claim("C2", "fails", 1)]));
        Assert.Empty(VerdictAudit.Of(notebook, "t", RegisterFile.Parse(Register, "t")).Faults);
    }

    [Theory]
    [InlineData("[", "is not JSON")]
    [InlineData(
        """{"slug":"u","claims":[{"id":"C1","statement":"s","verdict":"holds"}]}""",
        "says slug u, its name says t"
    )]
    [InlineData("""{"slug":"t","claims":[]}""", "has no claims")]
    [InlineData(
        """{"slug":"t","claims":[{"id":"C1","statement":"s","verdict":"holds"},{"id":"C1","statement":"s","verdict":"holds"}]}""",
        "has the claim C1 more than once"
    )]
    [InlineData(
        """{"slug":"t","claims":[{"id":"C1","statement":"s","verdict":"maybe"}]}""",
        "the verdict 'maybe'; allowed are holds, corrected, fails"
    )]
    [InlineData("""{"slug":"t","claims":[{"id":"C1","statement":"s","verdict":"fails"}]}""", "without a correction")]
    public void A_broken_register_says_how(string text, string fault) =>
        Assert.Contains(fault, RegisterFile.Parse(text, "t").Faults.Single());

    private static string Claim(string id, string verdict, int checks) =>
        $$"""{"id":"{{id}}","statement":"s","verdict":"{{verdict}}","checks":[{{string.Join(",", Enumerable.Repeat("{\"outcome\":\"held\"}", checks))}}]}""";

    private static string Sheet(string[] claims, string controls = Control) =>
        $$"""{"slug":"t","claims":[{{string.Join(",", claims)}}],"controls":[{{controls}}]}""";

    private static VerdictAudit Audit(string[] claims, string controls = Control) =>
        VerdictAudit.Of(Displaying(Sheet(claims, controls)), "t", RegisterFile.Parse(Register, "t"));

    private static Notebook Displaying(params string[] sheets)
    {
        var notebook = FencedText.ToNotebook(string.Concat(sheets.Select(_ => "```csharp\nclaims\n```\n")));
        foreach (var (cell, sheet) in notebook.CodeCells.Zip(sheets))
        {
            cell.Outputs =
            [
                new JsonObject
                {
                    ["output_type"] = "display_data",
                    ["data"] = new JsonObject { ["application/vnd.lemmata.claims+json"] = JsonNode.Parse(sheet) },
                },
            ];
        }

        return notebook;
    }
}
