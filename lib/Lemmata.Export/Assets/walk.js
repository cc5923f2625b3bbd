// Walks through the recorded steps of a cell. The table of the steps, which every reader has, is all the data there is:
// an empty place in it is as the row above.
/** @param {(text: string) => void} say */
const walks = say => {
  const gone = '–';
  for (const walk of document.querySelectorAll('.walk')) {
    const code = document.getElementById(walk.dataset.code), frame = walk.parentElement;
    const open = walk.querySelector('.open'), walker = walk.querySelector('.walker');
    const slider = walker.querySelector('input'), output = walker.querySelector('output');
    const values = walker.querySelector('.now tbody'), table = walk.querySelector('.data table');
    const heads = [...table.tHead.rows[0].cells], rows = [...table.tBodies[0].rows];
    const from = heads.findIndex(head => head.firstElementChild);
    const names = from < 0 ? [] : heads.slice(from).map((head, i) => [from + i, head.textContent]);
    const isThere = cell => cell.hasChildNodes();
    const lineOf = row => Number(row.cells[1].textContent);
    const within = row => from === 3 ? row.cells[2].textContent : '';
    let at = 0, tallest = 0;

    const above = (step, column, fits = () => true) => {
      while (step >= 0 && !(isThere(rows[step].cells[column]) && fits(rows[step]))) step--;
      return step < 0 ? null : rows[step].cells[column];
    };
    const element = (name, className, ...content) => {
      const made = document.createElement(name);
      if (className) made.className = className;
      made.append(...content);
      return made;
    };
    const entry = ([column, name]) => {
      const cell = above(at, column);
      if (!cell || cell.textContent === gone) return [];
      const fresh = cell.parentElement === rows[at] && (cell.className === 'c' || cell.className === 'a');
      const head = element('th', '', element('code', '', name)), value = element('td', '');
      head.scope = 'row';
      value.append(...[...cell.childNodes].map(node => node.cloneNode(true)));
      if (fresh) {
        const before = cell.className === 'c' && above(at - 1, column, row => within(row) === within(rows[at]));
        const was = before && before.textContent !== gone && !before.firstElementChild && before.textContent.length < 30
          ? 'was ' + before.textContent : cell.className === 'c' ? 'changed' : 'new';
        value.append(' ', element('small', '', was));
      }
      return [{ row: element('tr', fresh ? 'c' : '', head, value), said: fresh ? `${name} is ${cell.textContent}` : '' }];
    };

    const show = (step, speaks = true) => {
      at = Math.max(0, Math.min(rows.length - 1, step));
      const row = rows[at], line = lineOf(row);
      const where = `Step ${at + 1} of ${rows.length}, line ${line}${within(row) && ` in ${within(row)}`}`;
      slider.value = String(at + 1);
      slider.setAttribute('aria-valuetext', where);
      output.textContent = where;
      const entries = names.flatMap(entry);
      values.replaceChildren(...entries.map(one => one.row));
      // What stands below the walk stays where it is.
      tallest = Math.max(tallest, walker.offsetHeight);
      walker.style.minHeight = tallest + 'px';
      code.style.setProperty('--at', String(line - 1));
      const height = parseFloat(getComputedStyle(code).lineHeight), top = (line - 1) * height;
      if (top < code.scrollTop || top > code.scrollTop + code.clientHeight - 2 * height) code.scrollTop = top - code.clientHeight / 2;
      if (speaks) say([where, ...entries.map(one => one.said).filter(Boolean)].join('; '));
    };
    const go = { first: () => 0, back: () => at - 1, next: () => at + 1, last: () => rows.length - 1 };
    const keys = { ArrowLeft: 'back', ArrowRight: 'next', Home: 'first', End: 'last' };

    open.addEventListener('click', () => {
      const on = walker.hidden;
      walker.hidden = !on;
      tallest = 0;
      walker.style.minHeight = '';
      frame.classList.toggle('on', on);
      code.classList.toggle('walked', on);
      open.setAttribute('aria-expanded', String(on));
      open.textContent = on ? 'Close the steps' : 'Step through this cell';
      if (on) {
        code.closest('details').open = true;
        code.style.setProperty('--all', code.scrollWidth + 'px');
        show(at);
        walker.querySelector('[data-to=next]').focus({ preventScroll: true });
      }
      // Regions that scroll now can be reached with the keyboard.
      dispatchEvent(new Event('resize'));
    });
    for (const button of walker.querySelectorAll('button')) button.addEventListener('click', () => show(go[button.dataset.to]()));
    slider.addEventListener('input', () => show(Number(slider.value) - 1));
    walker.addEventListener('keydown', event => {
      if (event.target === slider || event.altKey || event.ctrlKey || event.metaKey || !(event.key in keys)) return;
      event.preventDefault();
      show(go[keys[event.key]]());
    });
  }
};
