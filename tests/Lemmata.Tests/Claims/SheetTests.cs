using System.Text.Json;
using Lemmata.Claims;
using Lemmata.Display;

namespace Lemmata.Tests.Claims;

public class SheetTests
{
    [Fact]
    public void A_claim_is_open_until_there_is_evidence_and_after_a_failed_check()
    {
        var sheet = Sheets.Open();
        Assert.Equal(Verdict.Open, sheet.VerdictOf("C1"));
        sheet.Check("C1", "first").AtMost(1, 2, "theory");
        Assert.Equal(Verdict.Holds, sheet.VerdictOf("C1"));
        Assert.Throws<ClaimFailedException>(() => sheet.Check("C1", "second").AtMost(3, 2, "theory"));
        Assert.Equal(Verdict.Open, sheet.VerdictOf("C1"));
        sheet.Check("C1", "second").AtMost(1, 2, "theory");
        Assert.Equal(Verdict.Holds, sheet.VerdictOf("C1"));
    }

    [Fact]
    public void A_counterexample_outweighs_a_correction_which_outweighs_plain_evidence()
    {
        var sheet = Sheets.Open();
        sheet.Check("C2", "part").Equal(1, 1, 0, "exact");
        sheet.Correction("C2", "part").Refutes(1, 2, 1, 0, "exact");
        Assert.Equal(Verdict.Corrected, sheet.VerdictOf("C2"));
        sheet.Counterexample("C2", "whole").Equal(-1, -1, 0, "exact");
        Assert.Equal(Verdict.Fails, sheet.VerdictOf("C2"));
    }

    [Fact]
    public void A_refutation_in_a_plain_check_makes_the_claim_fail()
    {
        var sheet = Sheets.Open();
        sheet.Check("C3").Refutes(1, 2, 1, 0, "exact");
        Assert.Equal(Verdict.Fails, sheet.VerdictOf("C3"));
    }

    [Fact]
    public void A_check_from_recorded_runs_says_so_in_its_row_and_on_the_sheet_and_other_checks_do_not()
    {
        var sheet = Sheets.Open();
        var live = sheet.Check("C1", "live").AtMost(1, 2, "theory");
        var recorded = sheet.Correction("C3", "recorded").FromRecordedRuns().AtMost(1, 2, "theory");
        var control = sheet.Control("C1", "broken").MustFail(c => c.FromRecordedRuns().AtMost(3, 2, "theory"));
        Assert.EndsWith("Theory. Recomputed from recorded runs.", recorded.ToString());
        Assert.Contains("Theory. Recomputed from recorded runs.</p>", recorded.ToHtml());
        Assert.Contains("\"recorded\":true", FormatterSource.Write(recorded, Mime.Check));
        Assert.All(
            [live, control],
            row => Assert.DoesNotContain("recorded", row + FormatterSource.Write(row, Mime.Check) + row.ToHtml()));
        var claims = JsonDocument
            .Parse(FormatterSource.Write(sheet, Mime.Claims))
            .RootElement.GetProperty("claims")
            .EnumerateArray()
            .Select(claim => claim.GetProperty("recomputed").GetString());
        Assert.Equal(["observed 1, at most 2", "not yet", "observed 1, at most 2; from recorded runs"], claims);
        Assert.Contains("observed 1, at most 2; from recorded runs</td>", sheet.ToHtml());
    }

    [Fact]
    public void A_control_is_held_when_its_check_fails_and_does_not_touch_the_verdict()
    {
        var sheet = Sheets.Open();
        var row = sheet.Control("C1", "half the bound").MustFail(c => c.AtMost([(0.4, 0.5), (0.6, 0.5)], "theory"));
        Assert.Equal("must fail, and does, at 1 of 2 points; worst: 1.2 times the bound, at point 2 of 2", row.Summary);
        Assert.Equal(Verdict.Open, sheet.VerdictOf("C1"));
        Assert.Single(sheet.Evidence);
    }

    [Fact]
    public void A_control_that_passes_or_fails_only_by_NaN_is_an_error()
    {
        var control = Sheets.Open().Control("C1", "not broken");
        Assert.Contains(
            "must fail but passes: observed 0.1, at most 1",
            Assert.Throws<ClaimFailedException>(() => control.MustFail(c => c.AtMost(0.1, 1, "theory"))).Message);
        Assert.Contains(
            "fails only because",
            Assert
                .Throws<ClaimFailedException>(() => control.MustFail(c => c.AtMost(double.NaN, 1, "theory")))
                .Message);
        Assert.Throws<InvalidOperationException>(() =>
            control.MustFail(_ => throw new InvalidOperationException("a real error")));
    }

    [Fact]
    public void An_unknown_claim_is_refused_with_the_list_of_known_ones()
    {
        var message = Assert.Throws<ArgumentException>(() => Sheets.Open().Check("C9")).Message;
        Assert.Contains("claim 'C9' is not in data/claims/sample.json; known: C1, C2, C3", message);
    }

    [Theory]
    [InlineData("\"slug\": \"sample\"", "\"slug\": \"other\"", "says slug 'other'")]
    [InlineData("\"id\": \"C2\"", "\"id\": \"C1\"", "has claim C1 more than once")]
    [InlineData("\"verdict\": \"holds\"", "\"verdict\": \"true\"", "allowed: holds, corrected, fails")]
    [InlineData(", \"correction\": \"They do.\"", "", "without a correction")]
    [InlineData(
        "\"source\": \"post-1\", \"place\": \"remark\"",
        "\"source\": \"post-2\"",
        "refers in claim C2 to the source 'post-2'; known: post-1"
    )]
    [InlineData("\"origin\": \"ours\"", "\"origin\": \"theirs\"", "allowed: source, ours")]
    [InlineData("\"claims\": [", "\"claims\": [,", "is not a register")]
    public void A_broken_register_is_refused_by_name(string good, string broken, string message)
    {
        Assert.Contains(good, Sheets.Json);
        var e = Assert.Throws<InvalidDataException>(() =>
            ClaimRegister.Parse(Sheets.Json.Replace(good, broken), "sample"));
        Assert.Contains("data/claims/sample.json", e.Message);
        Assert.Contains(message, e.Message);
    }

    [Fact]
    public void The_sheet_as_JSON_holds_every_claim_with_expected_and_recomputed_verdict()
    {
        var sheet = Sheets.Open();
        sheet.Check("C1", "bound").AtMost([(0.25, 1.0, "n = 1"), (0.5, 1.0, "n = 2")], "theory");
        sheet.Counterexample("C2", "sign").Refutes(-1, 1, -1, 1e-12, "algebra");
        sheet.Control("C1", "half").MustFail(c => c.AtMost(1, 0.5, "theory"));
        using var json = JsonDocument.Parse(FormatterSource.Write(sheet, Mime.Claims));
        var root = json.RootElement;
        Assert.Equal("sample", root.GetProperty("slug").GetString());
        var claims = root.GetProperty("claims").EnumerateArray().ToList();
        Assert.Equal(["C1 holds holds", "C2 fails fails", "C3 corrected open"],
            claims.Select(c => $"{c.GetProperty("id")} {c.GetProperty("expected")} {c.GetProperty("verdict")}"));
        var check = claims[0].GetProperty("checks")[0];
        Assert.Equal("sample.C1", check.GetProperty("claim").GetString());
        Assert.Equal("held", check.GetProperty("outcome").GetString());
        Assert.Equal(0.5, check.GetProperty("observed").GetDouble());
        Assert.Equal([0.25, 0.5], check.GetProperty("ratios").EnumerateArray().Select(r => r.GetDouble()));
        var control = Assert.Single(root.GetProperty("controls").EnumerateArray());
        Assert.Equal("rejected", control.GetProperty("verdict").GetString());
    }
}
