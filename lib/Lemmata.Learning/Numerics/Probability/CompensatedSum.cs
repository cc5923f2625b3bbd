namespace Lemmata.Learning.Numerics.Probability;

/// <summary>
/// A sum whose rounding error does not grow with the number of terms (Neumaier's variant of Kahan's).
/// </summary>
internal struct CompensatedSum
{
    private double sum, lost;

    public readonly double Value => sum + lost;

    public void Add(double term)
    {
        var next = sum + term;
        lost += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
        sum = next;
    }
}
