using System.Globalization;
using Lemmata.Arguments;

namespace Lemmata.Tests.Arguments;

public sealed class RequireTests
{
    [Fact]
    public void A_condition_that_does_not_hold_names_the_argument_and_carries_the_numbers()
    {
        var rows = 3;
        var fault = Assert.Throws<ArgumentException>(
            () => Require.That(rows == 2, nameof(rows), $"rows is {rows}; two are needed"));
        Assert.Equal("rows", fault.ParamName);
        Assert.StartsWith("rows is 3; two are needed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_has_its_own_exception() =>
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Require.InRange(false, "count", "no"));

    [Fact]
    public void Numbers_are_written_the_same_way_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            var step = -0.5;
            var fault = Assert.Throws<ArgumentOutOfRangeException>(() => Require.Positive(step, "the step size"));
            Assert.StartsWith("step (the step size) has to be positive and finite, got -0.5.", fault.Message,
                StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_sentence_is_put_together_only_when_it_is_needed()
    {
        var asked = 0;
        string Word() => $"asked {++asked} times";
        Require.That(true, "x", $"never {Word()}");
        Assert.Equal(0, asked);
    }

    [Fact]
    public void A_condition_that_holds_allocates_nothing()
    {
        Check();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Check();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Check()
        {
            // On the stack: without optimisation the runtime allocates where a literal span is read.
            ReadOnlySpan<double> values = stackalloc double[] { 0.0, 1.0 };
            for (var i = 0; i < 100; i++)
            {
                Require.That(i >= 0, nameof(i), $"i is {i} of {values.Length}");
                Require.InRange(i >= 0, nameof(i), $"i is {i}");
                Require.AtLeast(i, 0, "an index");
                Require.Probability(values[1]);
                Require.Finite(values, "for a reason");
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    public void What_is_not_a_positive_number_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>("value", () => Require.Positive(value));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1e-300)]
    [InlineData(1.0000000000000002)]
    public void What_is_no_probability_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>("value", () => Require.Probability(value));

    [Fact]
    public void The_first_value_that_is_not_finite_is_named() =>
        Assert.StartsWith(
            "samples has NaN at index 1 of 3; every value has to be finite, since sums keep it.",
            Assert.Throws<ArgumentException>(
                () => Require.Finite([1, double.NaN, 2], "since sums keep it", "samples")).Message,
            StringComparison.Ordinal);
}
