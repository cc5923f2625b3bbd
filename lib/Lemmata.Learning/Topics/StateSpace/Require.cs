using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>Conditions on arguments, stated once, with messages that carry the numbers.</summary>
internal static class Require
{
    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static void AtLeast(int value, int least, string name, string meaning)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name,
                $"{name} ({meaning}) has to be at least {least}, got {value}.");
        }
    }

    internal static void Positive(double value, string name, string meaning)
    {
        if (!(value > 0) || !double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name,
                $"{name} ({meaning}) has to be positive and finite, got {Text(value)}.");
        }
    }

    internal static void Finite(ReadOnlySpan<double> values, string name)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    $"{name} has {Text(values[i])} at index {i} of {values.Length}; " +
                    "every value has to be finite, because one bad sample stays in the state for good. " +
                    "Remove or fill the gaps first.", name);
            }
        }
    }

    internal static void NotEmpty(ReadOnlySpan<double> values, string name)
    {
        if (values.IsEmpty) throw new ArgumentException($"{name} is empty; pass at least one value.", name);
    }

    internal static void Length(int got, int expected, string name, string reason)
    {
        if (got != expected)
            throw new ArgumentException($"{name} has {got} entries but {expected} are needed: {reason}.", name);
    }

    internal static void Square(Matrix<double> matrix, string name)
    {
        if (matrix.RowCount != matrix.ColumnCount)
        {
            throw new ArgumentException(
                $"{name} has {matrix.RowCount} rows and {matrix.ColumnCount} columns; a state matrix is square.", name);
        }

        Finite(matrix.AsColumnMajorArray() ?? matrix.ToColumnMajorArray(), name);
    }

    internal static void SameSize(int rows, BigInteger[] vector, string name)
        => Length(vector.Length, rows, name, $"the matrix has {rows} rows");
}
