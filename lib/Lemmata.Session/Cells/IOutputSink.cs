using Lemmata.Session.Formatting;

namespace Lemmata.Session.Cells;

/// <summary>Where the outputs of a cell go. Calls come one at a time, though from different threads.</summary>
internal interface IOutputSink
{
    /// <summary>Text written to the console; <paramref name="name"/> is "stdout" or "stderr".</summary>
    void Stream(string name, string text);

    /// <summary>A displayed value; with a <paramref name="displayId"/> it may be updated later.</summary>
    void Display(MimeBundle bundle, string? displayId);

    /// <summary>The new state of a display made earlier, perhaps by an earlier cell.</summary>
    void Update(MimeBundle bundle, string displayId);

    /// <summary>The value of the cell's last expression.</summary>
    void Result(MimeBundle bundle);

    /// <summary>Why the cell failed.</summary>
    void Error(CellError error);

    /// <summary>Remove the outputs so far; with <paramref name="wait"/>, only when the next one arrives.</summary>
    void ClearOutput(bool wait);
}
