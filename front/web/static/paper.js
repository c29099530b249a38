// A page keyed from a book: Enter walks as the eye walks, totals are shown as they come, a power cut costs one field. Without this the form works too.
(() => {
  const form = document.querySelector('form[data-keying]');
  const sent = 'page-sent', drafts = 'page:';
  try {
    // what arrived needs no draft: another page came in its place. The same page again may be one that never arrived; whether it did is seen by what it is
    // keyed upon. Drafts of a fortnight ago are nobody's
    const key = sessionStorage.getItem(sent), again = form && key === drafts + form.dataset.keying;
    if (key && !again && !document.querySelector('[role=alert]')) localStorage.removeItem(key);
    sessionStorage.removeItem(sent);
    for (const k of Object.keys(localStorage)) if (k.startsWith(drafts) && Date.now() - (JSON.parse(localStorage.getItem(k)).at || 0) > 12096e5) localStorage.removeItem(k);
  } catch { /* no storage: nothing is kept */ }
  if (!form) return;
  const table = form.querySelector('table'), body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells].slice(1);
  const latin = s => s.replace(/[\u0966-\u096f]/g, d => d.charCodeAt(0) - 0x966);
  // paise, without fractions of them: a figure is digits, perhaps with commas and a point
  const paise = s => {
    const m = /^(-?)(\d+)(?:\.(\d{0,2}))?$/.exec(latin(s).replace(/[,\s]|\/-$|^(rs\.?|₹)/gi, ''));
    return m ? (m[1] ? -1 : 1) * (Number(m[2]) * 100 + Number((m[3] || '').padEnd(2, '0'))) : null;
  };
  const show = n => {
    const [whole, part] = (Math.abs(n) / 100).toFixed(2).split('.');
    const end = whole.slice(-3), rest = whole.slice(0, -3).replace(/\B(?=(\d\d)+$)/g, ',');
    return (n < 0 ? '\u2212' : '') + (rest ? rest + ',' : '') + end + '.' + part;
  };
  const plain = n => (n < 0 ? '-' : '') + (Math.abs(n) % 100 ? (Math.abs(n) / 100).toFixed(2) : String(Math.abs(n) / 100));
  const box = (row, at) => row.querySelector(`input[name$=".${at}"]`);
  const skipped = new Set();
  // a member's number, and the columns his name and village go to
  const knower = heads.find(h => h.dataset.known), fills = heads.filter(h => h.dataset.fills);
  const learn = async field => {
    const row = field.closest('tr'), no = field.value.trim();
    const into = fills.map(h => [h.dataset.fills, box(row, h.dataset.at)]).filter(([, f]) => f && (!f.value || f.dataset.learnt));
    if (!no || !into.length) return;
    try {
      const known = await (await fetch(`${knower.dataset.known}?no=${encodeURIComponent(no)}`)).json();
      if (field.value.trim() !== no) return;
      for (const [what, f] of into) {
        // whoever began to type knows better
        if (f.value && !f.dataset.learnt) continue;
        f.value = known[what] || '';
        f.value ? f.dataset.learnt = no : delete f.dataset.learnt;
        f.dispatchEvent(new Event('input', { bubbles: true }));
      }
      const at = document.activeElement;
      if (at && at.dataset.learnt && at.closest('tr') === row) walk(at);
    } catch { /* no answer: the name is typed */ }
  };
  const comes = (row, rule) => {
    let total = null;
    for (const [, sign, at] of rule.matchAll(/([+*-])(\d+)/g)) {
      const field = box(row, at), value = field && (paise(field.value) ?? (sign === '*' || total === null ? null : 0));
      if (value === null || value === undefined) return null;
      total = total === null ? value : sign === '+' ? total + value : sign === '-' ? total - value : Math.round(total * value / 100);
    }
    return total;
  };
  const sums = () => {
    for (const head of heads) {
      const at = head.dataset.at, foot = form.querySelector(`#t${at}`);
      if (foot) {
        let total = 0, any = false;
        for (const row of body.rows) { const n = paise(box(row, at).value); if (n !== null) { total += n; any = true; } }
        const written = paise(foot.value), off = form.querySelector(`[data-off="${at}"]`);
        form.querySelector(`[data-sum="${at}"]`).textContent = any ? show(total) : '';
        off.textContent = written === null ? '' : show(total - written);
        off.parentElement.classList.toggle('odd', written !== null && total !== written);
      }
      if (head.dataset.follows) for (const row of body.rows) {
        const field = box(row, at), right = comes(row, head.dataset.follows), n = paise(field.value);
        field.parentElement.classList.toggle('odd', right !== null && n !== null && n !== right);
      }
    }
  };
  const above = field => {
    const row = field.closest('tr').previousElementSibling;
    return row && row.parentElement === body ? box(row, field.name.split('.')[1])?.value || '' : '';
  };
  const more = () => {
    const row = body.rows[body.rows.length - 1].cloneNode(true), no = body.rows.length;
    row.cells[0].textContent = no + 1;
    row.cells[0].id = 'n' + (no + 1);
    for (const f of row.querySelectorAll('input')) {
      const at = f.name.split('.')[1];
      Object.assign(f, { name: `r${no}.${at}`, id: `k${no}.${at}`, defaultValue: '', value: '' });
      delete f.dataset.learnt;
      f.setAttribute('aria-labelledby', `c${at} n${no + 1}`);
    }
    body.append(row);
    return row;
  };
  const empty = row => [...row.querySelectorAll('input')].every(f => !f.value || skipped.has(f.name.split('.')[1]));
  const begin = row => {
    for (const f of row.querySelectorAll('input')) if (skipped.has(f.name.split('.')[1]) && !f.value) f.value = above(f);
  };
  const free = row => [...row.querySelectorAll('input')].filter(f => !skipped.has(f.name.split('.')[1]) && !f.dataset.learnt);
  const go = field => { if (field) { field.focus(); field.select(); } };
  // a day alone, or day and month: the rest is as above
  const whole = field => {
    const short = /^(\d{1,2})(?:[/.-]?(\d{2}))?$/.exec(latin(field.value.trim()));
    const long = /^(\d{1,2})[/.-]?(\d{2})[/.-]?(\d{4}|\d{2})$/.exec(latin(above(field).trim()));
    if (!short || !long) return;
    field.value = `${short[1].padStart(2, '0')}/${short[2] || long[2]}/${long[3]}`;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const walk = field => {
    const row = field.closest('tr');
    if (row.parentElement !== body) {
      const feet = [...table.tFoot.querySelectorAll('input')], next = feet[feet.indexOf(field) + 1];
      return next ? go(next) : form.querySelector('button.primary').focus();
    }
    const own = [...row.querySelectorAll('input')].filter(f => f === field || free(row).includes(f)), at = own.indexOf(field);
    // Enter in the first cell of an empty row: the page is at its end
    if (at === 0 && empty(row)) { for (const f of row.querySelectorAll('input')) f.value = ''; return go(table.tFoot.querySelector('input')) || undefined; }
    if (at === 0) begin(row);
    if (knower && field.name.split('.')[1] === knower.dataset.at) learn(field);
    if (heads.find(h => h.dataset.at === field.name.split('.')[1]).className === 'date') whole(field);
    go(own[at + 1] || free(row.nextElementSibling || more())[0]);
  };
  form.addEventListener('keydown', e => {
    const field = e.target.closest('input');
    if (!field || e.altKey || e.metaKey) return;
    if (e.key === 'Enter') {
      e.preventDefault();
      return e.ctrlKey ? form.requestSubmit() : walk(field);
    }
    if (e.ctrlKey) return;
    const row = field.closest('tr'), inside = row.parentElement === body, at = field.name.split('.')[1];
    const head = inside && heads.find(h => h.dataset.at === at);
    const put = text => { e.preventDefault(); field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); walk(field); };
    if (inside && e.key === '+' && (!field.value || field.selectionEnd - field.selectionStart === field.value.length)) {
      const text = above(field), n = head.className === 'code' && /^(.*?)(\d+)$/.exec(latin(text));
      // a number of an account goes on by one; everything else stands as above
      return put(n && head === heads[0] ? n[1] + String(Number(n[2]) + 1).padStart(n[2].length, '0') : text);
    }
    // noughts: 22* is 22000, 45/ is 4500
    const noughts = { '*': '000', '/': '00' }[e.key], amount = inside ? head.className === 'amount' : field.name[0] === 't';
    if (noughts && amount && /^\d+$/.test(latin(field.value)) && field.selectionStart === field.value.length) return put(field.value + noughts);
    if (inside && e.key === '=' && head.dataset.follows) {
      const right = comes(row, head.dataset.follows);
      if (right !== null) return put(plain(right));
    }
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      const next = e.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling;
      if (inside && next) { e.preventDefault(); go(box(next, at)); }
    }
  });
  // a press on a heading: the column is as above, and Enter passes over it
  for (const head of heads) {
    const press = document.createElement('button');
    press.type = 'button';
    press.append(...head.childNodes);
    press.setAttribute('aria-pressed', 'false');
    press.addEventListener('click', () => {
      const at = head.dataset.at, on = !skipped.has(at);
      on ? skipped.add(at) : skipped.delete(at);
      press.setAttribute('aria-pressed', String(on));
    });
    head.append(press);
  }
  // what is typed is kept on this computer with every key, and at the desk with every finished field: another browser goes on where this one stopped
  const key = drafts + form.dataset.keying;
  // marks of the drafts sent from here, the last ones: the desk may show any of them, for a page is asked for while the next draft is still on its way, and
  // what follows takes the place of all. The mark of the draft that goes with the page is known before
  const mint = () => Date.now().toString(36) + Math.random().toString(36).slice(2), leaving = mint();
  let marks = [form.dataset.mark], dirty = false, sending = false, over = false;
  const written = () => {
    const cells = {};
    for (const f of form.querySelectorAll('table input')) if (f.value) cells[f.name] = f.value;
    return cells;
  };
  const local = told => {
    try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), rows: body.rows.length, cells: written(), marks: [...marks, leaving], told, upon: form.elements.upon.value })); } catch { /* as above */ }
  };
  const draft = mark => new URLSearchParams({ ...written(), deed: 'draft', hand: form.elements.hand.value, upon: form.elements.upon.value, mark, after: marks.join(' ') });
  const desk = async () => {
    if (!dirty || sending || over) return;
    const mark = mint(), values = draft(mark);
    marks = [...marks.slice(-13), mark];
    dirty = false; sending = true;
    local(false);
    try {
      const answer = await fetch(form.action, { method: 'POST', body: values });
      sending = false;
      if (answer.status !== 204) { dirty = true; return; }
      local(!dirty);
      // what was finished while this was on its way; a desk that says no is asked again with the next field
      if (dirty) desk();
    } catch { dirty = true; sending = false; }
  };
  try {
    const kept = JSON.parse(localStorage.getItem(key) || 'null');
    // of one that went on elsewhere the desk has more
    const own = kept && (kept.upon || '') === form.elements.upon.value && (kept.marks || [kept.mark || '', kept.sent || '']).includes(marks[0]);
    if (kept && !own) localStorage.removeItem(key);
    if (own && !document.querySelector('[role=alert]')) {
      while (body.rows.length < kept.rows) more();
      for (const f of form.querySelectorAll('table input')) f.value = kept.cells[f.name] ?? '';
      marks = (kept.marks || marks).slice(-14);
      // what the desk was not told before the page went away it is told now, not only with the next field
      dirty = true;
      desk();
    }
  } catch { /* as above */ }
  form.addEventListener('input', () => { dirty = true; local(false); });
  table.addEventListener('focusout', desk);
  form.addEventListener('submit', () => { over = true; try { sessionStorage.setItem(sent, key); } catch { /* as above */ } });
  // the page is held for the one who keys it: said once a minute while he does, and given up when he goes without having keyed anything
  const say = deed => navigator.sendBeacon(form.action, new URLSearchParams({ deed }));
  const keyed = () => [...form.querySelectorAll('table input')].some(f => f.value !== f.defaultValue);
  let said = 0;
  const hold = () => { if (Date.now() - said > 6e4 && keyed()) { said = Date.now(); say('keyed'); } };
  form.addEventListener('input', hold);
  addEventListener('pagehide', () => {
    // what was finished while the last draft was on its way goes with the page, else it would be in this browser alone
    if (!over && (dirty || sending)) navigator.sendBeacon(form.action, draft(leaving));
    if (!keyed()) say('left');
  });
  hold();
  form.addEventListener('input', e => {
    if (e.isTrusted) delete e.target.dataset.learnt;
    sums();
  });
  addEventListener('click', e => {
    const a = e.target.closest('[data-cell]');
    if (a) { e.preventDefault(); go(document.getElementById(decodeURIComponent(a.hash.slice(1)))); }
  });
  // the keyboard a telephone shows
  const modes = () => { for (const head of heads) for (const row of body.rows) { const f = box(row, head.dataset.at); if (f) f.inputMode = head.dataset.mode; } };
  modes();
  sums();
  const first = [...body.rows].find(empty) || body.rows[0];
  if (!document.querySelector('[data-cell]')) free(first)[0]?.focus();
})();
