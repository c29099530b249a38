// All the script there is; every page and form works without it.
(() => {
  // 1. "/" goes to the search of the page.
  addEventListener('keydown', e => {
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    const box = document.querySelector('main [role=search] input') || document.querySelector('[role=search] input');
    if (box) { e.preventDefault(); box.focus(); box.select(); }
  });
  // 2. A finding's source cell opens under it; on any trouble the link is followed as always.
  addEventListener('click', async e => {
    const a = e.target.closest('[data-open]');
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    e.preventDefault();
    const item = a.closest('li'), old = item.querySelector('.opened');
    if (old) { old.hidden = !old.hidden; a.setAttribute('aria-expanded', String(!old.hidden)); return; }
    a.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(a.href, { headers: { 'x-part': '1' } });
      if (!answer.ok || answer.redirected) throw answer.status;
      const box = document.createElement('div');
      box.className = 'opened';
      box.innerHTML = await answer.text();
      item.append(box);
      a.setAttribute('aria-expanded', 'true');
      a.removeAttribute('aria-busy');
      box.querySelector('.mark')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    } catch { location.href = a.href; }
  });
  // 3. The marked cell of a wide sheet is brought into sight.
  for (const box of document.querySelectorAll('.scroll')) {
    const cell = box.querySelector('.mark');
    if (cell) box.scrollLeft = cell.offsetLeft - (box.clientWidth - cell.offsetWidth) / 2;
  }
  // 4. A choice in the filter is applied at once.
  addEventListener('change', e => { if (e.target.matches('.filter select')) e.target.form.requestSubmit(); });
})();
