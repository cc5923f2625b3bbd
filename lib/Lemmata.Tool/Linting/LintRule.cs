using Lemmata.Notebooks;

namespace Lemmata.Tool.Linting;

/// <summary>Something a rule found.</summary>
/// <param name="Cell">The cell, null for the file as a whole.</param>
/// <param name="Message">What is wrong there, with numbers, and what to do.</param>
/// <param name="Line">The line within the cell, 0 for all of it.</param>
internal sealed record LintFinding(NotebookCell? Cell, string Message, int Line = 0);

/// <summary>A rule of the notebook style that a program can judge.</summary>
/// <param name="Code">Its short name, such as NB05.</param>
/// <param name="Statement">What it demands, one sentence.</param>
/// <param name="Find">What of a notebook breaks it.</param>
internal sealed record LintRule(string Code, string Statement, Func<LintSubject, IEnumerable<LintFinding>> Find);
