namespace Lemmata.Tool.Hosting.Loading;

/// <summary>The files that a package and what it needs have for this system.</summary>
/// <param name="Assemblies">Assemblies to reference.</param>
/// <param name="Natives">Native libraries that they call.</param>
internal sealed record RestoredPackage(IReadOnlyList<string> Assemblies, IReadOnlyList<string> Natives);
