using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.SelfDistillation;

/// <summary>
/// A student <c>softmax(Wx/τₛ)</c> that learns the output <c>softmax((Vx − c)/τₜ)</c> of a teacher, whose weights V are
/// an exponential average of W and whose centre c is one of its logits.
/// </summary>
/// <remarks>
/// <para><b>Definition.</b> For the views x and y of one thing the loss is half the sum of the cross-entropies of the
/// student on y from the teacher on x, and of the student on x from the teacher on y. Without crossing both see the
/// same view. Only W is differentiated.</para>
/// <para><b>Determinism.</b> Sums are taken in a fixed order on one thread.</para>
/// </remarks>
public sealed class StudentTeacher
{
    private readonly DistillationSettings settings;
    private readonly double[] student, teacher, centre;

    /// <summary>A student with random weights, and a teacher equal to it with the centre 0.</summary>
    /// <param name="settings">Sizes, temperatures and step sizes.</param>
    /// <param name="random">Where the weights come from.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public StudentTeacher(DistillationSettings settings, SplitMix64 random)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(random);
        Require.AtLeast(settings.Inputs, 1);
        Require.AtLeast(settings.Outputs, 2);
        Require.Positive(settings.StudentTemperature);
        Require.Positive(settings.TeacherTemperature);
        Require.Positive(settings.LearningRate);
        Require.Probability(settings.CentreMomentum);
        Require.Probability(settings.TeacherMomentum);
        this.settings = settings;
        student = random.Normals(settings.Outputs * settings.Inputs);
        for (var i = 0; i < student.Length; i++) student[i] *= settings.InitialScale;
        teacher = [.. student];
        centre = new double[settings.Outputs];
    }

    /// <summary>W, [outputs, inputs] row by row. What is written here is what is used.</summary>
    public Span<double> Student => student;

    /// <summary>V, as <see cref="Student"/>.</summary>
    public Span<double> Teacher => teacher;

    /// <summary>c, one number an output; 0 as long as there is no centring.</summary>
    public Span<double> Centre => centre;

    /// <summary>What the student says of an input.</summary>
    /// <param name="x">The input.</param>
    /// <param name="law">Receives one probability an output.</param>
    public void StudentLaw(ReadOnlySpan<double> x, Span<double> law)
    {
        Logits(student, x, law);
        for (var k = 0; k < law.Length; k++) law[k] /= settings.StudentTemperature;
        Softmax.Of<double>(law, law);
    }

    /// <summary>What the teacher says of an input, centred and sharpened.</summary>
    /// <param name="x">The input.</param>
    /// <param name="law">Receives one probability an output.</param>
    public void TeacherLaw(ReadOnlySpan<double> x, Span<double> law)
    {
        Logits(teacher, x, law);
        for (var k = 0; k < law.Length; k++) law[k] = (law[k] - centre[k]) / settings.TeacherTemperature;
        Softmax.Of<double>(law, law);
    }

    /// <summary>The mean loss of pairs of views.</summary>
    /// <param name="one">Views, [pairs, inputs].</param>
    /// <param name="other">Second views of the same things.</param>
    /// <returns>In nats, at least 0.</returns>
    public double Loss(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var pairs = Pairs(one, other);
        var (law, target) = (new double[settings.Outputs], new double[settings.Outputs]);
        double sum = 0;
        for (var i = 0; i < 2 * pairs; i++)
        {
            View(i, one, other, out var seen, out var learned);
            TeacherLaw(learned, target);
            StudentLaw(seen, law);
            for (var k = 0; k < law.Length; k++) sum -= target[k] * Elementary.Log(law[k]);
        }

        return sum / (2 * pairs);
    }

    /// <summary>The gradient <c>mean of (student's law − teacher's law)xᵀ/τₛ</c> of the loss in W.</summary>
    /// <param name="one">Views, [pairs, inputs].</param>
    /// <param name="other">Second views of the same things.</param>
    /// <returns>[outputs, inputs], row by row.</returns>
    public double[] Gradient(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var pairs = Pairs(one, other);
        var (law, target) = (new double[settings.Outputs], new double[settings.Outputs]);
        var gradient = new double[student.Length];
        var scale = 1 / (settings.StudentTemperature * 2 * pairs);
        for (var i = 0; i < 2 * pairs; i++)
        {
            View(i, one, other, out var seen, out var learned);
            TeacherLaw(learned, target);
            StudentLaw(seen, law);
            for (var k = 0; k < law.Length; k++)
            {
                var error = (law[k] - target[k]) * scale;
                for (var j = 0; j < seen.Length; j++) gradient[k * seen.Length + j] += error * seen[j];
            }
        }

        return gradient;
    }

    /// <summary>One step: the student descends, the teacher follows, the centre moves to the mean of its logits.
    /// </summary>
    /// <param name="one">Views, [pairs, inputs].</param>
    /// <param name="other">Second views of the same things.</param>
    public void Step(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var gradient = Gradient(one, other);
        if (settings.IsCentred) MoveCentre(one, other);
        for (var i = 0; i < student.Length; i++) student[i] -= settings.LearningRate * gradient[i];
        ExponentialAverage.Update(teacher, student, settings.TeacherMomentum);
    }

    private void MoveCentre(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var pairs = Pairs(one, other);
        var (logits, mean) = (new double[settings.Outputs], new double[settings.Outputs]);
        for (var i = 0; i < 2 * pairs; i++)
        {
            View(i, one, other, out var seen, out _);
            Logits(teacher, seen, logits);
            for (var k = 0; k < mean.Length; k++) mean[k] += logits[k] / (2 * pairs);
        }

        ExponentialAverage.Update(centre, mean, settings.CentreMomentum);
    }

    /// <summary>Even places are first views, odd ones second views.</summary>
    private void View(
        int place,
        ReadOnlySpan<double> one,
        ReadOnlySpan<double> other,
        out ReadOnlySpan<double> seen,
        out ReadOnlySpan<double> learned)
    {
        var from = place / 2 * settings.Inputs;
        var x = one.Slice(from, settings.Inputs);
        var y = other.Slice(from, settings.Inputs);
        seen = place % 2 == 0 ? x : y;
        learned = settings.IsCrossed == (place % 2 == 0) ? y : x;
    }

    private int Pairs(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        Require.Length(other.Length, one.Length, nameof(other), "each thing has two views");
        Require.InRange(
            one.Length > 0 && one.Length % settings.Inputs == 0,
            nameof(one),
            $"views are rows of {settings.Inputs} numbers, got {one.Length} numbers in all; pass whole rows.");
        return one.Length / settings.Inputs;
    }

    private void Logits(double[] weights, ReadOnlySpan<double> x, Span<double> logits)
    {
        Require.Length(x.Length, settings.Inputs, nameof(x), "one number an input");
        Require.Length(logits.Length, settings.Outputs, nameof(logits), "one number an output");
        for (var k = 0; k < logits.Length; k++)
        {
            double sum = 0;
            for (var j = 0; j < x.Length; j++) sum += weights[k * x.Length + j] * x[j];
            logits[k] = sum;
        }
    }
}
