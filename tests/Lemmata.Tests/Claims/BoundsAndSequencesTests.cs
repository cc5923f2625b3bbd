using Lemmata.Claims;

namespace Lemmata.Tests.Claims;

public class BoundsAndSequencesTests
{
    [Fact]
    public void An_upper_bound_holds_with_its_worst_margin_and_place()
    {
        var row = Sheets.Check().AtMost([(0.1, 1.0, "n = 1"), (0.9, 1.0, "n = 2"), (0.2, 1.0, "n = 3")], "theory");
        Assert.Equal("3 of 3 points; closest: 0.9 of the bound, at n = 2", row.Summary);
        Assert.Equal([0.1, 0.9, 0.2], row.Finding.Ratios);
        Assert.Equal("observed 0.5, at most 2; 0.25 of the bound", Sheets.Check().AtMost(0.5, 2, "theory").Summary);
    }

    [Fact]
    public void A_broken_upper_bound_fails_with_both_numbers_and_the_count()
    {
        var message = Sheets.FailureOf(c =>
            c.AtMost([(0.1, 1.0, "n = 1"), (1.5, 1.0, "n = 2"), (1.1, 1.0, "n = 3")], "theory"));
        Assert.Equal("sample.C1, sums: observed 1.5 exceeds the bound 1, at n = 2 (2 of 3 points fail)", message);
    }

    [Fact]
    public void Lower_bounds_are_the_mirror_image()
    {
        Assert.Equal(
            "2 of 2 points; closest: the bound is 0.5 of the observed value, at point 1 of 2",
            Sheets.Check().AtLeast([(2.0, 1.0), (4.0, 1.0)], "theory").Summary);
        Assert.Contains("observed 0.9 stays below the bound 1", Sheets.FailureOf(c => c.AtLeast(0.9, 1, "theory")));
    }

    [Fact]
    public void Bounds_that_are_not_positive_are_judged_by_margin()
    {
        Assert.Equal(
            "2 of 2 points; closest: margin 0.5, at point 2 of 2",
            Sheets.Check().AtMost([(-3.0, -1.0), (-0.5, 0.0)], "theory").Summary);
        Assert.Contains(
            "observed 0.1 exceeds the bound 0",
            Sheets.FailureOf(c => c.AtMost([(0.1, 0.0), (-5.0, 1.0)], "theory")));
    }

    [Fact]
    public void Slack_forgives_rounding_and_nothing_else()
    {
        Assert.Contains("exceeds", Sheets.FailureOf(c => c.AtMost(1 + 1e-14, 1, "equality")));
        Assert.True(Sheets.Check().AtMost(1 + 1e-14, 1, "equality", slack: 1e-12).Held);
        Assert.Contains("exceeds", Sheets.FailureOf(c => c.AtMost(1 + 1e-11, 1, "equality", slack: 1e-12)));
        Assert.True(Sheets.Check().AtLeast(1 - 1e-14, 1, "equality", slack: 1e-12).Held);
    }

    [Fact]
    public void A_violation_settles_that_the_claim_fails()
    {
        Assert.Equal(Verdict.Fails, Sheets.Check().Violates(2, 1, "counter-example").Verdict);
        Assert.Equal(Verdict.Fails, Sheets.Check().Violates(0.5, 1, "counter-example", atLeast: true).Verdict);
        Assert.Contains("keeps the source's bound of at most 1", Sheets.FailureOf(c => c.Violates(0.5, 1, "none")));
    }

    [Fact]
    public void A_limit_needs_a_last_term_near_it_and_a_distance_that_shrinks()
    {
        Assert.True(Sheets.Check().Limit([1.1, 1.01, 1.001], 1, 0.01, "next order").Held);
        Assert.Contains(
            "distance 0.01 exceeds the tolerance 0.001",
            Sheets.FailureOf(c => c.Limit([1.1, 1.01], 1, 0.001, "next order")));
        Assert.Contains(
            "grows from 0.01 to 0.2 at term 2 of 3",
            Sheets.FailureOf(c => c.Limit([1.01, 1.2, 1.0], 1, 0.01, "next order")));
        Assert.Throws<ArgumentException>(() => Sheets.Check().Limit([1], 1, 1, "one term"));
    }

    [Fact]
    public void A_rate_is_the_slope_on_logarithmic_axes()
    {
        double[] n = [10, 100, 1000];
        Assert.True(Sheets.Check().Rate(n, n.Select(x => 3 / (x * x)), -2, 1e-9, "power law").Held);
        Assert.Contains(
            "fitted slope -2 over 3 points, expected -1",
            Sheets.FailureOf(c => c.Rate(n, n.Select(x => 3 / (x * x)), -1, 0.1, "power law")));
        Assert.Contains("y[1] is 0", Sheets.FailureOf(c => c.Rate(n, [1, 0, 1], -1, 0.1, "power law")));
        Assert.Contains(
            "x has 3 values but y has 2",
            Assert.Throws<ArgumentException>(() => Sheets.Check().Rate(n, [1, 2], -1, 0.1, "power law")).Message);
    }

    [Fact]
    public void Monotone_sequences_go_one_way_at_every_step()
    {
        Assert.True(Sheets.Check().Monotone([3, 2, 1], increasing: false, "theory").Held);
        Assert.Contains(
            "from 2 to 2 between terms 2 and 3 of 3",
            Sheets.FailureOf(c => c.Monotone([3, 2, 2], increasing: false, "theory")));
        Assert.True(Sheets.Check().Monotone([3, 2, 2], increasing: false, "theory", strict: false).Held);
        Assert.Contains("from 1 to 0.5", Sheets.FailureOf(c => c.Monotone([1, 0.5], increasing: true, "theory")));
    }

    [Fact]
    public void A_fact_is_held_when_its_condition_is()
    {
        Assert.True(Sheets.Check().True(true, "6 of 6 permutations", "enumeration").Held);
        Assert.Contains(
            "5 of 6 permutations",
            Sheets.FailureOf(c => c.True(false, "5 of 6 permutations", "enumeration")));
    }

    [Fact]
    public void Grids_reach_their_ends_exactly_and_have_equal_steps_or_ratios()
    {
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], Grid.Linear(0, 1, 5));
        Assert.Equal([0.1, 1, 10], Grid.Log(0.1, 10, 3));
        Assert.Equal([1, 3, 10, 32, 100], Grid.LogIntegers(1, 100, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Grid.Log(0, 1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Grid.Linear(0, 1, 1));
    }
}
