using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Cosmology;

/// <summary>
/// A ball of dust made of N thin spherical shells that attract each other by Newton's law, moved in small steps.
/// </summary>
/// <remarks>
/// Each shell feels the mass inside it and half of its own. The mass inside is found by sorting the radii in every step,
/// so the simulation does not know that shells keep their order, nor that they expand alike. Units: H₀ = 1 and the outer
/// radius today is 1. Cost: N log N a step.
/// </remarks>
public sealed class ShellUniverse
{
    private readonly double[] mass, acceleration, keys;
    private readonly int[] order;
    private readonly double lambda;

    /// <summary>A ball of uniform density, expanding by Hubble's law.</summary>
    /// <param name="shells">Number of shells, at least 2.</param>
    /// <param name="matter">Ωm: the mass within radius r is <c>Ωm r³/2</c> with G = 1; at least 0.</param>
    /// <param name="lambda">ΩΛ: an outward acceleration of ΩΛ times the radius.</param>
    public ShellUniverse(int shells, double matter, double lambda = 0)
    {
        Require.AtLeast(shells, 2);
        Require.InRange(
            matter >= 0 && double.IsFinite(matter), nameof(matter), $"a density is at least 0, got {matter}");
        this.lambda = lambda;
        Radii = new double[shells];
        Speeds = new double[shells];
        (mass, acceleration, keys, order) =
            (new double[shells], new double[shells], new double[shells], new int[shells]);
        var inside = 0.0;
        for (var i = 0; i < shells; i++)
        {
            Radii[i] = Speeds[i] = (i + 1.0) / shells;
            // The mass inside and half of the shell's own is what a uniform ball has within this radius.
            mass[i] = 2 * (matter / 2 * Math.Pow(Radii[i], 3) - inside);
            inside += mass[i];
        }

        Accelerate();
    }

    /// <summary>Radii of the shells, which may be changed before the first step.</summary>
    public double[] Radii { get; }

    /// <summary>Radial speeds of the shells, positive outward, which may be changed before the first step.</summary>
    public double[] Speeds { get; }

    /// <summary>Time since the start, in units of 1/H₀.</summary>
    public double Time { get; private set; }

    /// <summary>Moves all shells by one leapfrog step.</summary>
    /// <param name="step">Time step, any sign; small against the time in which radii change.</param>
    /// <remarks>Error: of second order in the step.</remarks>
    public void Advance(double step)
    {
        for (var i = 0; i < Radii.Length; i++)
        {
            Speeds[i] += step / 2 * acceleration[i];
            Radii[i] += step * Speeds[i];
        }

        Accelerate();
        for (var i = 0; i < Radii.Length; i++)
            Speeds[i] += step / 2 * acceleration[i];
        Time += step;
    }

    /// <summary>Kinetic and potential energy, which the motion keeps.</summary>
    /// <returns>In units of mass times H₀² times radius².</returns>
    public double Energy()
    {
        Sort();
        double energy = 0, inside = 0;
        foreach (var i in order)
        {
            energy += mass[i] * (Speeds[i] * Speeds[i] / 2 - (inside + mass[i] / 2) / Radii[i]
                - lambda * Radii[i] * Radii[i] / 2);
            inside += mass[i];
        }

        return energy;
    }

    private void Accelerate()
    {
        Sort();
        var inside = 0.0;
        foreach (var i in order)
        {
            acceleration[i] = lambda * Radii[i] - (inside + mass[i] / 2) / (Radii[i] * Radii[i]);
            inside += mass[i];
        }
    }

    private void Sort()
    {
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Radii.CopyTo(keys, 0);
        Array.Sort(keys, order);
    }
}
