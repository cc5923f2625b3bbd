using System.Text.Json;
using Lemmata.Data;

namespace Lemmata.Claims;

/// <summary>A document that claims are taken from.</summary>
/// <param name="Id">Short name that claims refer to.</param>
/// <param name="Title">Title in English.</param>
/// <param name="OriginalTitle">Title in the original language, where it is another.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Where">Where it appeared.</param>
/// <param name="Url">A link, where there is one.</param>
public sealed record ClaimSource(
    string Id,
    string Title,
    string? OriginalTitle,
    string? Author,
    string? Where,
    string? Url);

/// <summary>One statement that a notebook holds to account.</summary>
/// <param name="Id">Id within the notebook, such as C4.</param>
/// <param name="Origin"><c>source</c> or <c>ours</c>.</param>
/// <param name="Source">Id of the source, where the origin is one.</param>
/// <param name="Place">Where it stands there.</param>
/// <param name="Statement">The statement in our words.</param>
/// <param name="Verdict">The expected verdict: holds, corrected or fails.</param>
/// <param name="Correction">What is true instead, unless it holds.</param>
/// <param name="Counterexample">Where it breaks.</param>
public sealed record RegisteredClaim(
    string Id,
    string Origin,
    string? Source,
    string? Place,
    string Statement,
    string Verdict,
    string? Correction,
    string? Counterexample);

/// <summary>
/// The claims of one notebook as written down beforehand, read from <c>data/claims/&lt;slug&gt;.json</c>.
/// </summary>
/// <param name="Slug">The notebook's slug.</param>
/// <param name="Title">The notebook's title.</param>
/// <param name="Topic">The field it belongs to.</param>
/// <param name="Sources">The documents.</param>
/// <param name="Claims">The claims, in order.</param>
public sealed record ClaimRegister(
    string Slug, string Title, string? Topic, IReadOnlyList<ClaimSource> Sources, IReadOnlyList<RegisteredClaim> Claims)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads and validates a register.</summary>
    /// <param name="slug">The notebook's slug.</param>
    /// <returns>The register.</returns>
    /// <exception cref="FileNotFoundException">There is no such file; the message lists the slugs that
    /// exist.</exception>
    /// <exception cref="InvalidDataException">The file is not a valid register; the message names the claim and what is
    /// wrong.</exception>
    public static ClaimRegister Read(string slug)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(slug);
        var folder = Path.Combine(DataFiles.Folder, "claims");
        if (!File.Exists(Path.Combine(folder, slug + ".json")))
        {
            var known = Directory
                .GetFiles(folder, "*.json")
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal);
            throw new FileNotFoundException(
                $"no register data/claims/{slug}.json; there are: {string.Join(", ", known)}");
        }
        return Parse(File.ReadAllText(DataFiles.Path($"claims/{slug}.json")), slug);
    }

    /// <summary>Parses and validates a register.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="slug">The slug that the file's name promises.</param>
    /// <returns>The register.</returns>
    /// <exception cref="InvalidDataException">The text is not a valid register.</exception>
    public static ClaimRegister Parse(string json, string slug)
    {
        ClaimRegister? register;
        try
        {
            register = JsonSerializer.Deserialize<ClaimRegister>(json, Options);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"data/claims/{slug}.json is not a register: {e.Message}", e);
        }
        if (register is null)
            throw Invalid("is null");
        if (register.Slug != slug)
            throw Invalid($"says slug '{register.Slug}', but its name says '{slug}'");
        if (register.Claims is null or { Count: 0 })
            throw Invalid("has no claims");
        register = register with { Sources = register.Sources ?? [] };
        foreach (var claim in register.Claims) Validate(register, claim);
        return register;

        InvalidDataException Invalid(string what) => new($"data/claims/{slug}.json {what}");

        void Validate(ClaimRegister all, RegisteredClaim claim)
        {
            if (string.IsNullOrWhiteSpace(claim.Id))
                throw Invalid("has a claim without an id");
            if (all.Claims.Count(other => other.Id == claim.Id) > 1)
                throw Invalid($"has claim {claim.Id} more than once");
            if (string.IsNullOrWhiteSpace(claim.Statement))
                throw Invalid($"has claim {claim.Id} without a statement");
            var verdict =
                VerdictText.Parse(claim.Verdict)
                ?? throw Invalid(
                    $"gives claim {claim.Id} the verdict '{claim.Verdict}'; allowed: holds, corrected, fails");
            if (verdict != Verdict.Holds && string.IsNullOrWhiteSpace(claim.Correction))
                throw Invalid($"gives claim {claim.Id} the verdict {claim.Verdict} without a correction");
            if (claim.Origin is not ("source" or "ours"))
                throw Invalid($"gives claim {claim.Id} the origin '{claim.Origin}'; allowed: source, ours");
            if (claim.Origin == "source" && all.Sources.All(source => source.Id != claim.Source))
            {
                throw Invalid(
                    $"refers in claim {claim.Id} to the source '{claim.Source}'; known: "
                        + $"{string.Join(", ", all.Sources.Select(s => s.Id))}"
                );
            }
        }
    }
}
