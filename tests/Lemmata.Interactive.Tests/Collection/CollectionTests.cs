using Lemmata.Interactive.Tests.Engine;
using Lemmata.Notebooks;
using Lemmata.Tool.Checking;

namespace Lemmata.Interactive.Tests.Collection;

/// <summary>The notebooks mean the same in .NET Interactive as in the collection's own session.</summary>
[Collection(CollectionRun.Turn)]
public sealed class CollectionTests(CollectionRun run) : IClassFixture<CollectionRun>
{
    public static TheoryData<string> Slugs => [.. CollectionRun.Slugs];

    [Theory, MemberData(nameof(Slugs))]
    public void Every_representation_is_the_stored_one(string slug)
    {
        var (stored, executed) = run[slug];
        var found = Representations.Differences(Representations.Of(stored), Representations.Of(executed))
            .Where(difference => !OwnForms.Has(slug, difference.At.Cell, difference.At.Output)).ToList();
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [Theory, MemberData(nameof(Slugs))]
    public void Verdicts_are_those_of_the_register(string slug)
    {
        var audit = VerdictAudit.Of(run[slug].Executed, slug, RegisterFile.Of(CollectionRun.PathOf(slug)));
        Assert.Empty(audit.Faults);
        Assert.NotEmpty(audit.Claims);
    }

    /// <summary>The list says what differs and nothing more, so the count of equal ones is what it leaves.</summary>
    [Fact]
    public void All_representations_but_those_listed_are_equal()
    {
        int equal = 0, listed = 0;
        foreach (var slug in CollectionRun.Slugs)
        {
            var (stored, executed) = (Representations.Of(run[slug].Stored), Representations.Of(run[slug].Executed));
            equal += stored.Count(form => executed.GetValueOrDefault(form.Key) == form.Value);
            listed += stored.Keys.Count(form => OwnForms.Has(slug, form.Cell, form.Output));
            var own = OwnForms.All.Where(each => each.Slug == slug).Select(each => (each.Cell, each.Output));
            var differing = Representations.Differences(stored, executed).Select(each => (each.At.Cell, each.At.Output));
            Assert.Equal(own, differing.Distinct());
        }

        var all = CollectionRun.Slugs.Sum(slug => Representations.Of(run[slug].Stored).Count);
        TestContext.Current.SendDiagnosticMessage($"{equal} of {all} representations are equal, {listed} are listed");
        Assert.Equal(all - listed, equal);
        Assert.True(all > 50 * CollectionRun.Slugs.Count, $"{all} representations");
    }

    /// <summary>Checks and sheets of claims reach readers there in the form that programs read.</summary>
    [Theory, MemberData(nameof(Slugs))]
    public void Claims_and_checks_show_their_own_types(string slug)
    {
        var forms = Representations.Of(run[slug].Executed).Keys.Select(place => place.Form).ToList();
        Assert.Contains(MimeTypes.Check, forms);
        Assert.Contains(MimeTypes.Claims, forms);
    }
}
