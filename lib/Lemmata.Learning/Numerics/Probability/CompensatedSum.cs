namespace Lemmata.Learning.Numerics.Probability;

/// <summary>
/// A sum whose rounding error does not grow with the number of terms (Neumaier's variant of Kahan's).
/// </summary>
internal struct CompensatedSum
{
    private double _sum, _lost;

    public readonly double Value => _sum + _lost;

    public void Add(double term)
    {
        var next = _sum + term;
        _lost += Math.Abs(_sum) >= Math.Abs(term) ? _sum - next + term : term - next + _sum;
        _sum = next;
    }
}
