using System.Reflection;
using Microsoft.DotNet.Interactive;

namespace Lemmata.Interactive.Tests.Collection;

/// <summary>What the README says of .NET Interactive is what these tests have run.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_version_named_is_the_version_tested()
    {
        var tested = typeof(CompositeKernel).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
        Assert.Contains(
            $"| .NET Interactive {tested} |", File.ReadAllText(Path.Combine(CollectionRun.Repository, "README.md")));
    }
}
