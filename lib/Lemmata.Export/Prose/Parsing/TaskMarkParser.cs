using Markdig.Extensions.TaskLists;
using Markdig.Helpers;
using Markdig.Parsers;

namespace Lemmata.Export.Prose.Parsing;

/// <summary>The box of a task, <c>- [x] done</c>; without a blank behind it, it is the start of a link.</summary>
internal sealed class TaskMarkParser : TaskListInlineParser
{
    public override bool Match(InlineProcessor processor, ref StringSlice slice) =>
        slice.PeekCharExtra(3) is ' ' or '\t' && base.Match(processor, ref slice);
}
