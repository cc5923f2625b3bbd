using Lemmata.Claims.Comparisons;
using Lemmata.Display;

namespace Lemmata.Claims;

/// <summary>A check on broken input; it counts as held when the check fails.</summary>
public sealed class ClaimControl
{
    private readonly ClaimCheck outer;

    internal ClaimControl(ClaimCheck outer) => this.outer = outer;

    /// <summary>Runs the check and records that it was rejected.</summary>
    /// <param name="broken">The check, with broken input.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">The check passes, or fails only because a number is not finite; the
    /// message states the numbers.</exception>
    public CheckResult MustFail(Func<ClaimCheck, CheckResult> broken)
    {
        ArgumentNullException.ThrowIfNull(broken);
        CheckResult passed;
        try { passed = broken(outer.Trial()); }
        catch (ClaimFailedException failure) when (!failure.Finding.NotFinite)
        {
            var finding = failure.Finding;
            var told = finding.Summary.StartsWith("fails at ", StringComparison.Ordinal)
                ? "must fail, and does, " + finding.Summary["fails ".Length..]
                : "must fail, and does: " + finding.Failure;
            return outer.Conclude(
                finding with
                {
                    Held = true,
                    Summary = told,
                    Refuted = false,
                },
                "The check can tell broken input from sound input.");
        }
        catch (ClaimFailedException failure)
        {
            return outer.Conclude(
                failure.Finding with
                {
                    Failure =
                        $"the control fails only because {failure.Finding.Failure}; break the input so that a number "
                            + "comes out wrong",
                },
                "control");
        }
        return outer.Conclude(
            new Finding(false, "the broken input passes")
            {
                Failure = $"the control must fail but passes: {passed.Summary}",
                Observed = passed.Observed,
                Expected = passed.Expected,
            },
            passed.Because);
    }
}
