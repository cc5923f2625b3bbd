using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lemmata.Session;

/// <summary>The API of .NET Interactive, as cells see it once one of them names it.</summary>
/// <param name="References">Its assemblies.</param>
/// <param name="Imports">What is open from then on without a using directive.</param>
internal sealed record InteractiveApi(ImmutableArray<MetadataReference> References, ImmutableArray<string> Imports);
