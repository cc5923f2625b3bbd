using Lemmata.Display;

namespace Lemmata.Tests.Display;

public class NumberTextTests
{
    [Theory]
    [InlineData(0.13324, 3, "0.133")]
    [InlineData(0.1, 4, "0.1")]
    [InlineData(100, 4, "100")]
    [InlineData(1234567, 4, "1.235e6")]
    [InlineData(1234567, 7, "1234567")]
    [InlineData(0.00012345, 3, "0.000123")]
    [InlineData(0.000012345, 3, "1.23e-5")]
    [InlineData(-2.5e-9, 3, "-2.5e-9")]
    [InlineData(0, 3, "0")]
    [InlineData(999.96, 4, "1000")]
    [InlineData(double.NaN, 4, "not a number")]
    [InlineData(double.NegativeInfinity, 4, "-infinity")]
    public void Numbers_are_short_and_plain_where_they_can_be(double value, int digits, string expected) =>
        Assert.Equal(expected, NumberText.Significant(value, digits));

    [Fact]
    public void More_digits_than_a_double_has_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NumberText.Significant(1, 18));

    [Theory]
    [InlineData("a < b & c", "a &lt; b &amp; c")]
    [InlineData("deviation 8.9e-8, at x = -1", "deviation 8.9&nbsp;×&nbsp;10<sup>−8</sup>, at x = −1")]
    [InlineData("below 1e-12.", "below 10<sup>−12</sup>.")]
    [InlineData("at most $\\lambda^2/n$ here", "at most <span class=\"math\">\\(\\lambda^2/n\\)</span> here")]
    [InlineData("hex 0x1e5f stays, so do C4-C5", "hex 0x1e5f stays, so do C4-C5")]
    public void Sentences_become_hypertext_with_set_numbers_and_formulas(string sentence, string expected) =>
        Assert.Equal(expected, Html.Prose(sentence));
}
