namespace Lemmata.Interactive.Tests.Collection;

/// <summary>
/// The outputs that each engine formats itself, since the value brings no form of its own: this session writes text
/// and house tables, .NET Interactive writes its own hypertext. Everything else is equal byte for byte.
/// </summary>
internal static class OwnForms
{
    /// <summary>Notebook, code cell and output, both from 1, and the value's type.</summary>
    public static readonly IReadOnlyList<(string Slug, int Cell, int Output, string Type)> All =
    [
        ("approximate-newton", 5, 1, "double[]"),
        ("datalog", 10, 2, "the steps of the cell, which only a run of this tool keeps"),
        ("gradient-verification", 21, 1, "double"),
        ("grokking", 6, 1, "a class with a ToString of its own"),
        ("infinite-source-coding", 6, 2, "the steps of the cell"),
        ("optimal-policy", 31, 1, "int"),
        ("optimal-policy", 36, 2, "the steps of the cell"),
        ("sgd-momentum-l2", 8, 1, "int"),
        ("softmax-resnet-hessian", 5, 1, "double[]"),
        ("ssm-hippo", 8, 1, "a matrix of Math.NET"),
        ("ssm-hippo", 34, 1, "a matrix of Math.NET"),
    ];

    public static bool Has(string slug, int cell, int output) =>
        All.Any(listed => (listed.Slug, listed.Cell, listed.Output) == (slug, cell, output));
}
