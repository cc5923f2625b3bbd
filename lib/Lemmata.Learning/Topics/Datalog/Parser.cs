using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Datalog;

/// <summary>Reads rules from text, one character ahead.</summary>
internal sealed class Parser(string text)
{
    private int at, line = 1, start, wildcards;

    private Place Here => new(line, at - start + 1);

    /// <summary>All rules of the text.</summary>
    public IReadOnlyList<Rule> Rules()
    {
        var rules = new List<Rule>();
        for (Skip(); at < text.Length; Skip())
        {
            var head = Atom(mayNegate: false);
            var body = new List<Atom>();
            if (Take(":-"))
            {
                do
                    body.Add(Atom(mayNegate: true));
                while (Take(","));
            }

            Expect(".", body.Count == 0 ? "':-' or '.' after a head" : "',' or '.' after an atom of a body");
            rules.Add(new(head, body));
        }

        return rules;
    }

    private Atom Atom(bool mayNegate)
    {
        Skip();
        var place = Here;
        var negated = mayNegate && Take("!");
        Skip();
        var name = Word();
        Fail(name.Length > 0 && char.IsAsciiLetterLower(name[0]), negated ? Here : place,
            "a predicate, which begins with a small letter, such as edge(X, Y)", name);
        var terms = new List<Term>();
        if (Take("("))
        {
            do
                terms.Add(Term());
            while (Take(","));
            Expect(")", "',' or ')' after a term");
        }

        return new(name, terms, place, negated);
    }

    private Term Term()
    {
        Skip();
        var place = Here;
        if (at < text.Length && text[at] == '"')
        {
            var end = text.IndexOf('"', at + 1);
            var closed = end >= 0 && !text.AsSpan(at, end - at).Contains('\n');
            Fail(closed, place, "a quotation mark that ends the constant in the same line", "");
            var quoted = text[at..(end + 1)];
            at = end + 1;
            return new(quoted, IsVariable: false);
        }

        var word = Word();
        Fail(word.Length > 0, place,
            "a variable (capital letter first), a constant (small letter first), a number or a quoted text", "");
        // Each lone underscore is a variable of its own.
        return word == "_" ? new($"_{++wildcards}", true) : new(word, char.IsAsciiLetterUpper(word[0]) || word[0] == '_');
    }

    private string Word()
    {
        var from = at;
        if (at + 1 < text.Length && text[at] == '-' && char.IsAsciiDigit(text[at + 1]))
            at++;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        return text[from..at];
    }

    private bool Take(string mark)
    {
        Skip();
        if (string.CompareOrdinal(text, at, mark, 0, mark.Length) != 0)
            return false;
        at += mark.Length;
        return true;
    }

    private void Expect(string mark, string what)
    {
        if (!Take(mark))
            Fail(false, Here, what, "");
    }

    /// <summary>Passes over blanks and comments, which begin with // or % and end with their line.</summary>
    private void Skip()
    {
        while (at < text.Length)
        {
            var comment = text[at] == '%' || string.CompareOrdinal(text, at, "//", 0, 2) == 0;
            if (comment)
            {
                while (at < text.Length && text[at] != '\n')
                    at++;
            }
            else if (char.IsWhiteSpace(text[at]))
            {
                if (text[at++] == '\n')
                    (line, start) = (line + 1, at);
            }
            else
            {
                return;
            }
        }
    }

    private void Fail(bool condition, Place place, string wanted, string found) => Require.That(
        condition,
        "rules",
        $"{place}: {wanted} is needed, found {(found != "" ? $"'{found}'" : at < text.Length ? $"'{text[at]}'" : "the end")}.");
}
