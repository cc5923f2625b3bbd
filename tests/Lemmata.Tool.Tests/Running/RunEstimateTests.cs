using Lemmata.Tool.Commands;

namespace Lemmata.Tool.Tests.Running;

public class RunEstimateTests
{
    [Fact]
    public void The_time_left_follows_from_the_time_so_far()
    {
        var clock = new Clock();
        var estimate = new RunEstimate(4, clock);
        clock.Seconds = 2;
        Assert.Equal("1 of 4", estimate.Next());
        clock.Seconds = 30;
        Assert.Equal("2 of 4, about 30 s left", estimate.Next());
        clock.Seconds = 600;
        Assert.Equal("3 of 4, about 3.5 min left", estimate.Next());
        Assert.Equal("4 of 4", estimate.Next());
    }

    [Fact]
    public void One_notebook_is_not_counted() => Assert.Equal("", new RunEstimate(1, new Clock()).Next());

    private sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => (long)(Seconds * 1000);
    }
}
