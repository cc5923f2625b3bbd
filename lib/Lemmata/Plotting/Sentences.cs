namespace Lemmata.Plotting;

/// <summary>Finds where the first sentence of a text ends.</summary>
internal static class Sentences
{
    /// <summary>Index behind the mark that ends the first sentence; the whole text when it is one sentence.</summary>
    /// <remarks>
    /// A full stop ends a sentence when a space and an upper-case letter follow, so "0.5", "e.g. a" and "Fig. 2" do
    /// not.
    /// </remarks>
    public static int EndOfFirst(string text)
    {
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (
                text[i] is '.' or '!' or '?'
                && text[i + 1] == ' '
                && char.IsUpper(text[i + 2])
                && i > 1
                && text[i - 1] != '.')
            {
                return i + 1;
            }
        }

        return text.Length;
    }
}
