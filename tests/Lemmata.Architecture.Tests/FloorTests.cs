using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace Lemmata.Architecture.Tests;

/// <summary>
/// Arrows point one way only: from the topics to the numerics to what any collection needs, and from the tool to the
/// pages, the session and the file format. The tool's side and the notebooks' side know each other by MIME types and
/// conventions alone.
/// </summary>
public sealed class FloorTests
{
    private static readonly string[] Floors =
        ["Lemmata", "Lemmata.Learning", "Lemmata.Charts", "Lemmata.Notebooks", "Lemmata.Session", "Lemmata.Interactive",
        "Lemmata.Export", "Lemmata.Tool"];

    private static readonly ArchUnitNET.Domain.Architecture House =
        new ArchLoader().LoadAssemblies([.. Floors.Select(Assembly.Load)]).Build();

    [Theory]
    [InlineData("Lemmata", "")]
    [InlineData("Lemmata.Learning", "Lemmata")]
    [InlineData("Lemmata.Charts", "Lemmata")]
    [InlineData("Lemmata.Notebooks", "")]
    [InlineData("Lemmata.Session", "Lemmata.Notebooks")]
    [InlineData("Lemmata.Export", "Lemmata.Notebooks")]
    [InlineData("Lemmata.Interactive", "Lemmata.Notebooks, Lemmata.Session")]
    [InlineData("Lemmata.Tool", "Lemmata.Notebooks, Lemmata.Session, Lemmata.Interactive, Lemmata.Export")]
    public void A_floor_stands_on_the_floors_named_and_on_no_other(string floor, string on)
    {
        var allowed = on.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        var used = References(floor).Where(name => Floors.Contains(name));
        Assert.Empty(used.Except(allowed));
    }

    [Fact]
    public void What_any_collection_needs_needs_the_framework_alone() =>
        Assert.All(References("Lemmata"), name => Assert.True(
            name.StartsWith("System", StringComparison.Ordinal) || name == "netstandard", name));

    /// <summary>The runner is built for a browser, so it is judged by what its project names.</summary>
    [Fact]
    public void The_runner_of_live_pages_stands_on_the_session_alone()
    {
        var project = System.Xml.Linq.XDocument.Load(Path.Combine(Root(), "lib", "Lemmata.Live", "Lemmata.Live.csproj"));
        Assert.Equal(["../Lemmata.Session/Lemmata.Session.csproj"],
            project.Descendants("ProjectReference").Select(reference => (string?)reference.Attribute("Include")));
        Assert.Empty(project.Descendants("PackageReference"));
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Lemmata.slnx"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("Lemmata.slnx is not above the tests");
    }

    [Theory]
    [InlineData("Jupyter"), InlineData("System.Console"), InlineData("System.Diagnostics.Process")]
    [InlineData("System.IO.Pipes"), InlineData("System.Net.Sockets")]
    public void The_session_has_no_console_process_or_transport(string assembly) =>
        Assert.DoesNotContain(assembly, References("Lemmata.Session"));

    [Fact]
    public void The_session_starts_no_thread_and_waits_for_none() =>
        Types().That().ResideInAssembly(Assembly.Load("Lemmata.Session"))
            .Should().NotDependOnAny(Types(includeReferenced: true).That()
                .HaveFullNameMatching(@"^System\.Threading\.(Thread|ThreadPool|ManualResetEvent(Slim)?)$"))
            .Because("a host in a browser has one thread, which must not stand still").Check(House);

    [Fact]
    public void Mathematics_does_not_know_the_topics_it_serves() =>
        In("Lemmata.Learning.Numerics").Should().NotDependOnAny(In("Lemmata.Learning.Topics")).Check(House);

    [Fact]
    public void No_topic_knows_another()
    {
        var topics = Namespaces().Where(name => name.StartsWith("Lemmata.Learning.Topics.", StringComparison.Ordinal))
            .Select(name => string.Join('.', name.Split('.').Take(4))).Distinct().ToList();
        Assert.True(topics.Count >= 8, $"{topics.Count} topics");
        foreach (var topic in topics)
        {
            foreach (var other in topics.Where(other => other != topic))
                In(topic).Should().NotDependOnAny(In(other)).Check(House);
        }
    }

    [Theory]
    [InlineData("Lemmata.Display", "Lemmata.Claims")]
    [InlineData("Lemmata.Display", "Lemmata.Plotting")]
    [InlineData("Lemmata.Display", "Lemmata.Sweeps")]
    [InlineData("Lemmata.Plotting", "Lemmata.Claims")]
    [InlineData("Lemmata.Claims", "Lemmata.Plotting")]
    [InlineData("Lemmata.Session.Formatting", "Lemmata.Session.Cells")]
    [InlineData("Lemmata.Session.Formatting", "Lemmata.Session.Functions")]
    [InlineData("Lemmata.Session.Compilation", "Lemmata.Session.Cells")]
    [InlineData("Lemmata.Session.Compilation", "Lemmata.Session.Formatting")]
    [InlineData("Lemmata.Session.Compilation", "Lemmata.Session.Stepping")]
    [InlineData("Lemmata.Session.Stepping", "Lemmata.Session.Functions")]
    [InlineData("Lemmata.Tool.Stepping", "Lemmata.Tool.Running")]
    [InlineData("Lemmata.Tool.Hosting", "Lemmata.Tool.Stepping")]
    [InlineData("Lemmata.Session.Cells", "Lemmata.Session.Functions")]
    [InlineData("Lemmata.Session.Cells", "Lemmata.Session.Completion")]
    [InlineData("Lemmata.Tool.Hosting", "Lemmata.Tool.Kernel")]
    [InlineData("Lemmata.Tool.Hosting", "Lemmata.Tool.Running")]
    [InlineData("Lemmata.Tool.Running", "Lemmata.Tool.Commands")]
    [InlineData("Lemmata.Tool.Running", "Lemmata.Tool.Kernel")]
    [InlineData("Lemmata.Tool.Kernel", "Lemmata.Tool.Commands")]
    [InlineData("Lemmata.Tool.Running", "Lemmata.Tool.Sweeps")]
    [InlineData("Lemmata.Tool.Sweeps", "Lemmata.Tool.Commands")]
    [InlineData("Lemmata.Tool.Sweeps.Planning", "Lemmata.Tool.Sweeps.Running")]
    [InlineData("Lemmata.Tool.Sweeps.Running", "Lemmata.Tool.Sweeps.Clusters")]
    [InlineData("Lemmata.Tool.Mutants", "Lemmata.Tool.Commands")]
    [InlineData("Lemmata.Tool.Mutants.Making", "Lemmata.Tool.Mutants.Records")]
    [InlineData("Lemmata.Tool.Mutants.Making", "Lemmata.Tool.Mutants.Running")]
    [InlineData("Lemmata.Tool.Running", "Lemmata.Tool.Mutants")]
    [InlineData("Lemmata.Tool.Linting", "Lemmata.Tool.Commands")]
    [InlineData("Lemmata.Tool.Checking", "Lemmata.Tool.Commands")]
    public void A_folder_does_not_know_what_is_built_on_it(string folder, string above) =>
        In(folder).Should().NotDependOnAny(In(above)).Check(House);

    private static IEnumerable<string> References(string floor) =>
        Assembly.Load(floor).GetReferencedAssemblies().Select(reference => reference.Name!);

    private static IEnumerable<string> Namespaces() => House.Types.Select(type => type.Namespace.FullName).Distinct();

    private static GivenTypesConjunction In(string space) =>
        Types().That().ResideInNamespaceMatching($@"^{space.Replace(".", @"\.")}(\..*)?$");
}
