namespace Lemmata.Plotting.Svg;

/// <summary>Estimates how wide a text is in the sans-serif of figures, a little on the wide side.</summary>
internal static class TextWidth
{
    /// <summary>Width in pixels.</summary>
    public static double Of(string text, double size, bool bold = false)
    {
        var em = 0.0;
        foreach (var c in text)
        {
            em += c switch
            {
                'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or '’' => 0.28,
                'f' or 't' or 'r' or '(' or ')' or '[' or ']' or ' ' or '/' or '·' => 0.36,
                '\u2009' or '\u200a' or '\u202f' => 0.2,
                'm' or 'w' or 'M' or 'W' or '→' or '—' or '∞' or '≈' => 0.9,
                '⁰'
                or '¹'
                or '²'
                or '³'
                or '⁴'
                or '⁵'
                or '⁶'
                or '⁷'
                or '⁸'
                or '⁹'
                or '⁻'
                or '₀'
                or '₁'
                or '₂'
                or 'ₙ' => 0.4,
                >= '0' and <= '9' or '−' or '+' or '=' or '×' => 0.58,
                >= 'A' and <= 'Z' => 0.68,
                _ => 0.57,
            };
        }

        return em * size * (bold ? 1.06 : 1);
    }
}
