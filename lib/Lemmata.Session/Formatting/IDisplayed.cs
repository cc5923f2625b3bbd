namespace Lemmata.Session.Formatting;

/// <summary>A value that stands for a display already made: shown itself, it shows nothing.</summary>
internal interface IDisplayed;
