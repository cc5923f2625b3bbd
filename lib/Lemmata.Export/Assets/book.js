// The whole collection as one page, for printing: places of different pages may have one name, so each gets its page's
// name before its own, and links between pages become links inside the book.
addEventListener('DOMContentLoaded', () => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const chapters = new Set(all('.chapter').map(chapter => chapter.id));
  for (const chapter of all('.chapter')) {
    const own = chapter.id, place = id => own + '~' + id;
    const ids = new Set(all('[id]', chapter).map(marked => marked.id));
    for (const marked of all('[id]', chapter)) marked.id = place(marked.id);
    for (const part of all('svg *', chapter)) {
      for (const attribute of [...part.attributes]) {
        const id = /^(?:url\(#(.+)\)|#(.+))$/.exec(attribute.value);
        const name = id?.[1] ?? id?.[2];
        if (ids.has(name)) attribute.value = attribute.value.replace(name, place(name));
      }
    }
    for (const link of all('a[href]', chapter)) {
      const [file, anchor] = link.getAttribute('href').split('#');
      const target = file === '' ? own : decodeURIComponent(file);
      if (file.includes(':')) continue;
      if (!chapters.has(target)) { link.removeAttribute('href'); continue; }
      link.setAttribute('href', '#' + target + (anchor ? '~' + decodeURIComponent(anchor) : ''));
    }
  }
});
