using Lemmata.Export.Markup;

namespace Lemmata.Export.Tests;

/// <summary>Thumbnails keep the shape of a path with fewer points.</summary>
public sealed class PathThinningTests
{
    [Theory]
    [InlineData("M0 0L1 0L2 0.4L5.2 0L9.6 0", "M0 0L5 0L10 0")]
    [InlineData("M0 0L9 0L9 9Z", "M0 0L9 0L9 9Z")]
    [InlineData("M1 1L1.5 1", "M1 1L2 1")]
    [InlineData("M3.2 4.9l3 5h-6ZM3.4 5l3 5h-6ZM40 5l3 5h-6Z", "M3 5l3 5h-6ZM40 5l3 5h-6Z")]
    [InlineData("M1.2 2h3v4h-3ZM1.2 6h3v4h-3Z", "M1 2h4v4h-4ZM1 6h4v4h-4Z")]
    [InlineData("M1.5 0h3v2.1h-3ZM1.5 2h3v2.1h-3ZM1.5 4h9v2.1h-9ZM1.5 6h3v2.1h-3Z", "M1 0h4v4h-4ZM1 4h10v4h-10Z")]
    public void Near_points_go_and_covering_marks_stand_once(string path, string thin) =>
        Assert.Equal(thin, PathThinning.Of(path, 4));

    [Theory]
    [InlineData("M0 0h14v40h-14ZM14 0h14v40h-14ZM28 0h14v40h-14ZM42 0h28v40h-28Z",
        "M0 0h20v40h-20ZM20 0h20v40h-20ZM40 0h20v40h-20ZM60 0h20v40h-20Z")]
    [InlineData("M1 0h14v40h-14Z", "")]
    public void From_far_a_map_has_fewer_columns_without_gaps(string path, string thin) =>
        Assert.Equal(thin, PathThinning.Of(path, 20));

    [Theory]
    [InlineData("M1 2C3 4 5 6 7 8")]
    [InlineData("M1 2A3 3 0 0 1 5 5")]
    [InlineData("m1 2l3 4")]
    [InlineData("M1..2 3L4 5")]
    [InlineData("M1e5 3L4 5")]
    [InlineData("none")]
    [InlineData("")]
    public void What_is_not_understood_stays(string path) => Assert.Equal(path, PathThinning.Of(path, 4));
}
