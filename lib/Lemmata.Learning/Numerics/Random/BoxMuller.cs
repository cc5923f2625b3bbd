namespace Lemmata.Learning.Numerics.Random;

/// <summary>
/// Two uniforms to two normals, with operations that IEEE 754 rounds correctly, so that the bits are the same
/// everywhere.
/// </summary>
internal static class BoxMuller
{
    private const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10;

    /// <summary>r cos 2πu₂ and r sin 2πu₂ with r = √(−2 ln(1 − u₁)).</summary>
    public static (double First, double Second) Pair(double u1, double u2)
    {
        var radius = Math.Sqrt(-2 * Log(1 - u1));
        var (cosine, sine) = Turn(u2);
        return (radius * cosine, radius * sine);
    }

    /// <summary>
    /// ln x for x in [2^−53, 1]: x = 2^e·m with m in [√½, √2), ln m = 2 artanh((m−1)/(m+1)) as a series.
    /// </summary>
    internal static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951) { mantissa /= 2; exponent++; }
        var s = (mantissa - 1) / (mantissa + 1);       // |s| < 0.1716, so s^22 / 23 is below 2^-60
        var z = s * s;
        var tail = 0.0;
        for (var k = 23; k >= 3; k -= 2) tail = (tail + 1.0 / k) * z;
        return exponent * Ln2High + (2 * s + (2 * s * tail + exponent * Ln2Low));
    }

    /// <summary>
    /// Cosine and sine of 2πu for u in [0, 1); the reduction to an eighth of a turn is exact because u is a multiple of
    /// 2^−53.
    /// </summary>
    internal static (double Cosine, double Sine) Turn(double u)
    {
        var quarter = (int)(u * 4 + 0.5);              // nearest quarter turn, 0 … 4
        var t = (u - quarter * 0.25) * (2 * Math.PI);  // |t| <= π/4
        var z = t * t;
        double cosine = 0, sine = 0;
        for (var k = 18; k >= 2; k -= 2) cosine = (1 + cosine) * -z / (k * (k - 1));
        for (var k = 19; k >= 3; k -= 2) sine = (1 + sine) * -z / (k * (k - 1));
        cosine = 1 + cosine;
        sine = t + t * sine;
        return (quarter & 3) switch
        {
            0 => (cosine, sine),
            1 => (-sine, cosine),
            2 => (-cosine, -sine),
            _ => (sine, -cosine),
        };
    }
}
