using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>Characteristic polynomials and resolvents of integer matrices, exactly.</summary>
public static class CharacteristicPolynomial
{
    /// <summary>The coefficients of <c>det(sI − A)</c> by the Faddeev–LeVerrier recursion.</summary>
    /// <param name="matrix">A, [N, N], N at least 1.</param>
    /// <returns>[N+1], constant term first, the last entry being 1.</returns>
    /// <exception cref="ArgumentException">A is not square or empty.</exception>
    public static BigInteger[] Of(BigInteger[,] matrix) => Recursion(matrix, null, null).Denominator;

    /// <summary>The transfer function <c>C (sI − A)⁻¹ B</c> as a quotient of integer polynomials.</summary>
    /// <param name="matrix">A, [N, N].</param>
    /// <param name="input">B, [N].</param>
    /// <param name="readout">C, [N].</param>
    /// <returns>Numerator [N] and denominator [N+1], constant term first.</returns>
    /// <exception cref="ArgumentException">A is not square, or B or C has another length.</exception>
    public static (BigInteger[] Numerator, BigInteger[] Denominator) Transfer(
        BigInteger[,] matrix, BigInteger[] input, BigInteger[] readout)
    {
        StateMatrix.RequireSameSize(matrix.GetLength(0), input, nameof(input));
        StateMatrix.RequireSameSize(matrix.GetLength(0), readout, nameof(readout));
        var (numerator, denominator) = Recursion(matrix, input, readout);
        return (numerator!, denominator);
    }

    // M_1 = I, a_{N−k} = −tr(A M_k)/k, M_{k+1} = A M_k + a_{N−k} I; the adjugate of sI − A is Σ M_k s^{N−k}.
    private static (BigInteger[]? Numerator, BigInteger[] Denominator) Recursion(
        BigInteger[,] a, BigInteger[]? input, BigInteger[]? readout)
    {
        var count = a.GetLength(0);
        Require.That(
            count != 0 && a.GetLength(1) == count,
            nameof(a),
            $"matrix has {count} rows and {a.GetLength(1)} columns; a square one with at least 1 row is needed.");

        var denominator = new BigInteger[count + 1];
        var numerator = input is null ? null : new BigInteger[count];
        denominator[count] = 1;
        var m = new BigInteger[count, count];
        for (var i = 0; i < count; i++) m[i, i] = 1;
        for (var k = 1; k <= count; k++)
        {
            if (numerator is not null) numerator[count - k] = Quadratic(readout!, m, input!);
            var product = Multiply(a, m);
            BigInteger trace = 0;
            for (var i = 0; i < count; i++) trace += product[i, i];
            denominator[count - k] = -trace / k; // exact: the coefficients are integers
            for (var i = 0; i < count; i++) product[i, i] += denominator[count - k];
            m = product;
        }
        return (numerator, denominator);
    }

    private static BigInteger Quadratic(BigInteger[] left, BigInteger[,] m, BigInteger[] right)
    {
        BigInteger sum = 0;
        for (var i = 0; i < left.Length; i++)
            for (var j = 0; j < right.Length; j++) sum += left[i] * m[i, j] * right[j];
        return sum;
    }

    private static BigInteger[,] Multiply(BigInteger[,] left, BigInteger[,] right)
    {
        var count = left.GetLength(0);
        var product = new BigInteger[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var k = 0; k < count; k++)
                for (var j = 0; j < count; j++) product[i, j] += left[i, k] * right[k, j];
        }

        return product;
    }
}
