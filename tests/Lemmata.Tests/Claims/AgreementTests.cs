using System.Numerics;
using Lemmata.Claims;

namespace Lemmata.Tests.Claims;

public class AgreementTests
{
    [Fact]
    public void Equal_numbers_hold_and_show_as_many_digits_as_the_tolerance_can_see()
    {
        var row = Sheets.Check().Equal(0.123456789, 0.1234567, 1e-6, "second-order terms");
        Assert.True(row.Held);
        Assert.Equal("observed 0.1234568, expected 0.1234567; deviation 8.9e-8, tolerance 1e-6", row.Summary);
    }

    [Fact]
    public void Different_numbers_fail_with_both_in_the_message()
    {
        var message = Sheets.FailureOf(c => c.Equal(0.1234567, 0.1234568, 1e-8, "rounding"));
        Assert.Equal(
            "sample.C1, sums: observed 0.1234567, expected 0.1234568; deviation 1e-7 exceeds the tolerance 1e-8",
            message);
    }

    [Fact]
    public void Of_many_pairs_the_largest_deviation_and_its_place_are_told()
    {
        var row = Sheets.Check().Equal([(1.0, 1.0, "n = 1"), (2.5, 2.0, "n = 2"), (3.1, 3.0, "n = 3")], 0.6, "coarse");
        Assert.Equal("3 of 3 points; largest deviation 0.5, at n = 2, tolerance 0.6", row.Summary);
        Assert.Equal([0, 0.833, 0.167], row.Finding.Ratios);
        var message = Sheets.FailureOf(c => c.Equal([(1.0, 1.0), (2.5, 2.0), (3.1, 3.0)], 0.2, "fine"));
        Assert.Contains(
            "observed 2.5, expected 2, at point 2 of 3; deviation 0.5 exceeds the tolerance 0.2 (1 of 3 points fail)",
            message);
    }

    [Fact]
    public void Deviations_of_rounding_size_are_told_as_a_power_of_ten_because_their_digits_depend_on_the_machine()
    {
        var first = Sheets.Check().Equal([(1.0, 1 + 2e-16), (0.5, 0.5)], 1e-10, "rounding");
        var second = Sheets.Check().Equal([(1.0, 1.0), (0.5, 0.5 + 1e-15)], 1e-10, "rounding");
        Assert.Equal("2 of 2 points; largest deviation below 1e-12, tolerance 1e-10", first.Summary);
        Assert.Equal(first.ToHtml(), second.ToHtml());
    }

    [Fact]
    public void Relative_deviations_are_measured_against_the_expected_value()
    {
        Assert.True(Sheets.Check().Relative(1.02e-9, 1e-9, 0.03, "next order").Held);
        Assert.Contains(
            "relative deviation 0.02 exceeds the tolerance 0.01",
            Sheets.FailureOf(c => c.Relative(1.02e-9, 1e-9, 0.01, "next order")));
        Assert.True(Sheets.Check().Relative([(2.0, 2.0), (-5.0, -5.0)], 0, "exact").Held);
        Assert.Throws<ArgumentException>(() => Sheets.Check().Relative(1e-20, 0, 0.1, "none"));
    }

    [Theory]
    [InlineData(7.08613e-7, "7.0861e-7", true)]
    [InlineData(7.08616e-7, "7.0861e-7", false)]
    [InlineData(0.0293115717428, "0.0293115717428", true)]
    [InlineData(0.0293115717429, "0.0293115717428", false)]
    [InlineData(2.1, "2", true)]
    [InlineData(2.1, "2.0", false)]
    [InlineData(-1.25, "-1.25", true)]
    public void Digits_agree_within_half_a_unit_of_the_last_one_written(double observed, string reference, bool agrees)
    {
        if (agrees)
        {
            Assert.True(Sheets.Check().Digits(observed, reference, "table").Held);
        }
        else
        {
            Assert.Contains(
                $"but the reference is {reference}",
                Sheets.FailureOf(c => c.Digits(observed, reference, "table")));
        }
    }

    [Fact]
    public void Exact_equality_takes_integers_texts_and_sequences()
    {
        Assert.True(Sheets.Check().Exactly(BigInteger.Pow(2, 100), BigInteger.One << 100, "powers").Held);
        Assert.True(Sheets.Check().Exactly(new[] { 1, 2 }, [1, 2], "same").Held);
        Assert.Contains(
            "observed 2, expected 3, at element 2 of 2",
            Sheets.FailureOf(c => c.Exactly(new[] { 1, 2 }, [1, 3], "same")));
        Assert.Contains(
            "observed nothing, expected 3, at element 3, where 2 were observed and 3 expected",
            Sheets.FailureOf(c => c.Exactly(new[] { 1, 2 }, [1, 2, 3], "same")));
        Assert.Contains("observed left, expected right", Sheets.FailureOf(c => c.Exactly("left", "right", "same")));
    }

    [Fact]
    public void A_statistical_check_fails_beyond_the_limit_of_its_false_alarm_rate()
    {
        // Two-sided 1 %: 2.5758 standard errors.
        Assert.True(Sheets.Check().Statistical(0.525, 0.5, 0.01, 0.01, "10 000 draws").Held);
        var message = Sheets.FailureOf(c => c.Statistical(0.526, 0.5, 0.01, 0.01, "10 000 draws"));
        Assert.Contains("observed 0.526, expected 0.5", message);
        Assert.Contains("2.58 at a false-alarm rate of 0.01", message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Sheets.Check().Statistical(1, 1, 0, 0.01, "no error"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sheets.Check().Statistical(1, 1, 1, 0.5, "too lax"));
    }

    [Fact]
    public void A_refutation_is_far_from_the_claimed_value_and_at_the_corrected_one()
    {
        var row = Sheets.Check().Refutes(0.1, 1.9, 0.1, 1e-12, "algebra");
        Assert.Equal(Verdict.Fails, row.Verdict);
        Assert.Contains(
            "does not refute the claimed",
            Sheets.FailureOf(c => c.Refutes(0.1, 0.1 + 1e-11, 0.1, 1e-12, "algebra")));
        Assert.Contains(
            "the corrected value is 0.2",
            Sheets.FailureOf(c => c.Refutes(0.1, 1.9, 0.2, 1e-12, "algebra")));
    }

    [Theory]
    [InlineData(double.NaN, "not a number")]
    [InlineData(double.PositiveInfinity, "infinity")]
    public void What_is_not_finite_fails_every_comparison(double value, string words)
    {
        Func<ClaimCheck, CheckResult>[] comparisons =
        [
            c => c.Equal(value, 1, 1, "slack"),
            c => c.Equal([(1.0, value)], 1, "slack"),
            c => c.Relative(value, 1, 1, "slack"),
            c => c.Digits(value, "1", "slack"),
            c => c.AtMost(value, 1, "slack"),
            c => c.AtMost(1, value, "slack"),
            c => c.AtLeast([(value, 1.0, "here")], "slack"),
            c => c.Limit([1, value], 1, 1, "slack"),
            c => c.Rate([1, 2, 3], [1, value, 3], 1, 1, "slack"),
            c => c.Monotone([1, value], true, "slack"),
            c => c.Statistical(value, 1, 1, 0.01, "slack"),
            c => c.Refutes(value, 1, 2, 1, "slack"),
            c => c.Violates(value, 1, "slack"),
        ];
        Assert.All(comparisons, comparison => Assert.Contains(words, Sheets.FailureOf(comparison)));
    }

    [Fact]
    public void Nothing_to_compare_and_a_missing_reason_are_refused()
    {
        Assert.Contains(
            "the grid is empty",
            Assert
                .Throws<ArgumentException>(() => Sheets.Check().Equal(Array.Empty<(double, double)>(), 1, "none"))
                .Message);
        Assert.Contains(
            "the grid is empty",
            Assert
                .Throws<ArgumentException>(() => Sheets.Check().AtMost(Array.Empty<(double, double)>(), "none"))
                .Message);
        Assert.Throws<ArgumentException>(() => Sheets.Check().Exactly(Array.Empty<int>(), [], "none"));
        Assert.Throws<ArgumentException>(() => Sheets.Check().Equal(1, 1, 1, " "));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sheets.Check().Equal(1, 1, -1, "negative"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sheets.Check().Equal(1, 1, double.NaN, "unknown"));
    }
}
