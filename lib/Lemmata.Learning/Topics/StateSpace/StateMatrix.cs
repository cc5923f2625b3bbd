using System.Globalization;
using System.Numerics;
using Lemmata.Arguments;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>What every state matrix and every vector beside one has to be.</summary>
internal static class StateMatrix
{
    /// <summary>Why a single bad sample is refused.</summary>
    internal const string NoGaps =
        "because one bad sample stays in the state for good; remove or fill the gaps first";

    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static void RequireSquare(Matrix<double> matrix, string name)
    {
        Require.That(
            matrix.RowCount == matrix.ColumnCount,
            name,
            $"{name} has {matrix.RowCount} rows and {matrix.ColumnCount} columns; a state matrix is square.");
        Require.Finite(matrix.AsColumnMajorArray() ?? matrix.ToColumnMajorArray(), name: name);
    }

    internal static void RequireSameSize(int rows, BigInteger[] vector, string name)
        => Require.Length(vector.Length, rows, name, $"the matrix has {rows} rows");
}
