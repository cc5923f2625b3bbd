using Lemmata.Claims.Comparisons;

namespace Lemmata.Claims;

/// <summary>A check that did not come out; the message names the claim and states both numbers.</summary>
public sealed class ClaimFailedException : Exception
{
    internal ClaimFailedException(string claim, string title, Finding finding, string? message = null)
        : base(message ?? $"{claim}, {title}: {finding.Failure}")
    {
        (Claim, Finding) = (claim, finding);
    }

    /// <summary>The claim, as <c>slug.id</c>.</summary>
    public string Claim { get; }

    internal Finding Finding { get; }
}
