namespace Lemmata.Claims;

/// <summary>The entrance: a notebook opens its sheet by slug.</summary>
public static class Claims
{
    /// <summary>Opens the sheet of a notebook, with every verdict still open.</summary>
    /// <param name="slug">The notebook's slug, which names <c>data/claims/&lt;slug&gt;.json</c>.</param>
    /// <returns>The sheet; displaying it shows the claims with the verdicts so far.</returns>
    /// <exception cref="FileNotFoundException">There is no such register; the message lists those that
    /// exist.</exception>
    /// <exception cref="InvalidDataException">The register is broken; the message says where.</exception>
    public static ClaimSheet Open(string slug) => new(ClaimRegister.Read(slug));
}
