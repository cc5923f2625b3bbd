using Lemmata.Export.Reading;

namespace Lemmata.Export;

/// <summary>The last wall against a notebook that no code foresaw: it costs its own page and no other.</summary>
internal static class BadNotebooks
{
    /// <summary>Builds from all notebooks; where that fails, from those that do not fail alone.</summary>
    /// <param name="notebooks">The notebooks.</param>
    /// <param name="build">Builds from some of them, without a trace where it fails.</param>
    /// <param name="faults">Gets a sentence for each notebook that is left out.</param>
    public static T LeftOut<T>(IReadOnlyList<NotebookInput> notebooks, Func<IReadOnlyList<NotebookInput>, T> build,
        ICollection<string> faults)
    {
        try
        {
            return build(notebooks);
        }
        catch (Exception problem) when (problem is not (IOException or UnauthorizedAccessException))
        {
            var good = new List<NotebookInput>();
            var bad = new List<string>();
            foreach (var notebook in notebooks)
            {
                try
                {
                    build([notebook]);
                    good.Add(notebook);
                }
                catch (Exception own) when (own is not (IOException or UnauthorizedAccessException))
                {
                    bad.Add($"{notebook.Path}: no page can be made of it ({own.GetType().Name}: {own.Message}); "
                        + "the other notebooks are exported.");
                }
            }

            if (bad.Count == 0 || good.Count == 0) { throw; }
            foreach (var fault in bad) { faults.Add(fault); }
            return build(good);
        }
    }
}
