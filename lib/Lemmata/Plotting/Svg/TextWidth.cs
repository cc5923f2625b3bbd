using System.Globalization;
using Lemmata.Plotting.Model;

namespace Lemmata.Plotting.Svg;

/// <summary>
/// How wide a text is at most in the sans-serif of figures: as wide as in DejaVu Sans, the widest of the fonts that
/// systems bring, so that what has room here has room everywhere.
/// </summary>
internal static class TextWidth
{
    // Advance widths in hundredths of the font size, from the blank to the tilde, rounded up.
    private static readonly byte[] Regular =
    [
        32, 41, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34,
        84, 84, 84, 54, 100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69,
        99, 69, 62, 69, 39, 34, 39, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42,
        53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
    ];

    private static readonly byte[] Bold =
    [
        35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40,
        84, 84, 84, 58, 100, 78, 77, 74, 83, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 85, 74, 85, 77, 72, 69, 82, 78,
        111, 78, 73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72, 68, 44, 72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72,
        50, 60, 48, 72, 66, 93, 65, 66, 59, 72, 37, 72, 84,
    ];

    /// <summary>Width in pixels.</summary>
    public static double Of(string text, double size, bool bold = false)
    {
        if (!LabelText.IsPlain(text))
        {
            return LabelText.Runs(text).Sum(run => OfRun(run.Text, run.Level == 0 ? size : LabelText.Small * size, bold));
        }

        return OfRun(text, size, bold);
    }

    private static double OfRun(string text, double size, bool bold)
    {
        var hundredths = 0;
        foreach (var letter in text)
        {
            hundredths += letter is >= ' ' and <= '~' ? (bold ? Bold : Regular)[letter - ' '] : Other(letter, bold);
        }

        return hundredths * size / 100;
    }

    private static int Other(char letter, bool bold) => letter switch
    {
        '\u2009' or '\u200a' or '\u202f' => 20,
        '·' or '’' or '‘' or '\u00a0' => 38,
        '⟨' or '⟩' or '⌈' or '⌉' or '⌊' or '⌋' or '′' or '″' => 46,
        'ι' or 'ℓ' or '‖' or '∥' or '–' or '°' => 50,
        '“' or '”' or '∂' or 'ε' or '⁻' or '⁺' => 56,
        >= '⁰' and <= 'ₜ' or '¹' or '²' or '³' or 'ᵀ' or 'ᵗ' or 'ᵏ' or 'ᵢ' => 49,
        >= 'α' and <= 'ω' => bold ? 80 : 66,
        >= 'À' and <= 'ſ' => bold ? 84 : 79,
        >= '\u2e80' => 100,
        _ when char.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark => 0,
        '…' or '—' or '½' or '¼' or '¾' or '□' => 104,
        _ => 90,
    };
}
