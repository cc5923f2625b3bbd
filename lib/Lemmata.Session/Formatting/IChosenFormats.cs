namespace Lemmata.Session.Formatting;

/// <summary>Formats that the reader of a session has set up through an API of formatting.</summary>
internal interface IChosenFormats
{
    /// <summary>The bundle of a value; null where what was set up says nothing about it.</summary>
    /// <exception cref="InvalidOperationException">What was set up cannot be done; the message says why.</exception>
    MimeBundle? TryFormat(object value);
}
