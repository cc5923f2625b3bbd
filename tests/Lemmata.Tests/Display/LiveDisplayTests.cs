using Lemmata.Display;

// The name that the convention looks for; this assembly plays the host.
namespace System
{
    /// <summary>A host's live displays, recorded.</summary>
    public static class DisplayExtensions
    {
        public static List<string> Shown { get; } = [];

        public static DisplayedValue Display(this object value, params string[] mimeTypes)
        {
            Shown.Add($"display {value}");
            return new DisplayedValue();
        }
    }

    /// <summary>The handle of one live display.</summary>
    public sealed class DisplayedValue
    {
        public void Update(object value) => DisplayExtensions.Shown.Add($"update {value}");
    }
}

namespace Lemmata.Tests.Display
{
    [Collection(nameof(ProcessWideSettings))]
    public class LiveDisplayTests
    {
        [Fact]
        public void A_bar_shows_at_once_and_leaves_one_line_without_timing()
        {
            DisplayExtensions.Shown.Clear();
            var items = Progress.Over([1, 2, 3], "Counting").ToList();
            Assert.Equal([1, 2, 3], items);
            Assert.Equal("display Counting: 0 of 3", DisplayExtensions.Shown[0]);
            Assert.Equal("update Counting: 3 of 3 done", DisplayExtensions.Shown[^1]);
        }

        [Fact]
        public void Work_stops_when_the_ambient_token_is_cancelled()
        {
            using var source = new CancellationTokenSource();
            AppContext.SetData(Ambient.CancellationKey, (Func<CancellationToken>)(() => source.Token));
            try
            {
                var seen = 0;
                Assert.Throws<OperationCanceledException>(() =>
                {
                    foreach (var item in Progress.Over(Enumerable.Range(0, 10).ToArray(), "Working"))
                        if (++seen == 4) source.Cancel();
                });
                Assert.Equal(4, seen);
            }
            finally { AppContext.SetData(Ambient.CancellationKey, null); }
            Assert.Equal(CancellationToken.None, Ambient.Cancellation);
        }
    }
}
