using System.Text.Json.Nodes;

namespace Lemmata.Export.Live;

/// <summary>What a notebook's page needs to compute again.</summary>
/// <param name="Data">Cells with what each needs, parameters, marks of the stored outputs; for the page's script.</param>
/// <param name="Cells">The compiled cells, and the files that they read.</param>
/// <param name="Libraries">The assemblies that the cells use; pages that use the same one share it.</param>
public sealed record LiveContent(JsonObject Data, LivePack Cells, IReadOnlyList<LivePack> Libraries);
