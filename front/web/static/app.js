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
  // 5. A digit outside fields does what is marked with it; what is marked to be next has the cursor, so that Enter follows it.
  addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    const digit = /^([0-9])$/.exec(e.key) || /^(?:Digit|Numpad)([0-9])$/.exec(e.code);
    const hit = digit && document.querySelector(`[data-key="${digit[1]}"]`);
    if (!hit) return;
    e.preventDefault();
    hit.click();
    // a ticket of which nothing was written is sent by its digit alone: what is missing is added on its page. Once something stands there, Enter sends it
    const send = hit.closest('[data-at-once]')?.closest('form');
    const empty = send && [...send.elements].every(f => !f.matches('textarea, [type=file]') || !f.value.trim());
    if (empty && !e.repeat) send.requestSubmit(send.querySelector('[data-focus]'));
  });
  addEventListener('keydown', e => {
    const help = e.key === 'F1' && document.querySelector('a[rel=help]');
    if (help) { e.preventDefault(); help.click(); }
    const stuck = e.key === 'F2' && document.querySelector('a[data-f2]');
    if (stuck) { e.preventDefault(); stuck.click(); }
    const works = e.key === 'F3' && document.querySelector('a[data-f3]');
    if (works) { e.preventDefault(); works.click(); }
  });
  if (!document.querySelector('[autofocus]')) document.querySelector('[data-focus]')?.focus();
  addEventListener('click', e => { if (e.target.closest('[data-print]')) print(); });
  // 6. The sum of counted notes as they are typed, against the cash of the books.
  for (const form of document.querySelectorAll('form[data-count]')) {
    const books = Number(form.dataset.count), boxes = [...form.querySelectorAll('[data-paise]')];
    const show = paise => {
      const [whole, part] = (Math.abs(paise) / 100).toFixed(2).split('.');
      const end = whole.slice(-3), rest = whole.slice(0, -3).replace(/\B(?=(\d\d)+$)/g, ',');
      return (paise < 0 ? '\u2212' : '') + (rest ? rest + ',' : '') + end + '.' + part;
    };
    const latin = s => s.replace(/[\u0966-\u096f]/g, d => d.charCodeAt(0) - 0x966);
    form.addEventListener('input', () => {
      let total = 0;
      for (const box of boxes) {
        const sum = Number(box.dataset.paise) * (parseInt(latin(box.value), 10) || 0);
        box.closest('tr').querySelector('[data-sum]').textContent = show(sum);
        total += sum;
      }
      const put = (name, text) => { const at = form.querySelector(name); if (at) at.textContent = text; };
      put('[data-total]', show(total));
      put('[data-difference]', show(total - books));
      const state = form.querySelector('[data-state]');
      if (state) state.className = total === books ? 'ok' : 'bad';
    });
    for (const box of boxes) box.addEventListener('focus', () => box.select());
  }
  // 6b. A table of lines: Enter goes on to the next box, and out of the table from an empty first one; sums stand under it.
  for (const table of document.querySelectorAll('table[data-lines]')) {
    const boxes = [...table.querySelectorAll('tbody :is(input:not([type=hidden]), select)')], form = table.closest('form');
    const plain = s => Number(s.replace(/[\u0966-\u096f]/g, d => d.charCodeAt(0) - 0x966).replace(/,/g, '')) || 0;
    const rupees = n => n.toLocaleString('en-IN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    const before = [...form.querySelectorAll('.fields :is(input, select)')];
    form.addEventListener('keydown', e => {
      const at = boxes.indexOf(e.target), field = before.indexOf(e.target);
      if (e.key !== 'Enter' || at < 0 && field < 0 || e.isComposing) return;
      e.preventDefault();
      const row = e.target.closest('tr'), first = row?.querySelector('input:not([type=hidden])') === e.target;
      const ends = first && !e.target.value && row.rowIndex > 1 && !row.querySelector('[type=hidden]');
      const next = field < 0 ? !ends && boxes[at + 1] : before[field + 1] || boxes[0];
      const to = next || form.querySelector('button:not([name])');
      to.focus();
      if (to.select) to.select();
    });
    const show = () => {
      const value = (tr, name) => plain(tr.querySelector(`[name^="${name}."]`)?.value || '');
      const put = (name, n) => { const td = table.querySelector(`[data-of="${name}"]`); if (td) td.textContent = rupees(n); };
      const rows = [...table.tBodies[0].rows], sum = f => rows.reduce((n, tr) => n + f(tr), 0);
      for (const name of (table.dataset.sums || '').split(' ').filter(Boolean)) put(name, sum(tr => value(tr, name)));
      const two = (table.dataset.products || '').split(' ').filter(Boolean);
      if (two.length) put(two[1], sum(tr => value(tr, two[0]) * value(tr, two[1])));
    };
    form.addEventListener('input', show);
    show();
  }
  // 7. A draft survives a power cut: it is kept on this computer until its receipt is there.
  // That something is wrong with the register itself is said on every page and is no answer to a form.
  const drafts = 'draft:', refused = '[role=alert]:not(.noprint), .card.no', own = '[name=id], [name=command]';
  try {
    const key = sessionStorage.getItem('sent'), come = performance.getEntriesByType('navigation')[0];
    sessionStorage.removeItem('sent');
    // what was sent was taken where its receipt is here, or where it led on to another page that is no refusal and not the login
    const on = come?.redirectCount && !document.querySelector(refused) && !location.pathname.startsWith('/login');
    if (key && (on || document.querySelector('.slip'))) localStorage.removeItem(key);
  } catch { /* no storage */ }
  for (const form of document.querySelectorAll('form[data-draft]')) {
    // whom and what it is about stands in its hidden boxes: another customer's form is another draft
    const about = [...form.querySelectorAll('input[type=hidden]:not([name=id]):not([name=command])')].map(f => f.value).join('|'), key = drafts + location.pathname + '|' + about;
    const fields = [...form.querySelectorAll('input:not([type=hidden]):not([type=password]):not([type=file]), select, textarea')];
    const fits = (f, v) => f.tagName === 'SELECT' ? [...f.options].some(o => o.value === v) : f.type !== 'checkbox' && f.type !== 'radio' && !f.value;
    try {
      const kept = JSON.parse(localStorage.getItem(key) || 'null');
      if (kept && !document.querySelector(refused)) {
        for (const f of fields) if (kept[f.name] !== undefined && fits(f, kept[f.name])) f.value = kept[f.name];
        // the same form, so that what was sent before the cut is not done twice
        const id = form.querySelector(own);
        if (id && kept.id) id.value = kept.id;
      }
      form.addEventListener('input', () => {
        const now = { id: form.querySelector(own)?.value };
        for (const f of fields) now[f.name] = f.value;
        localStorage.setItem(key, JSON.stringify(now));
      });
      form.addEventListener('submit', () => sessionStorage.setItem('sent', key));
    } catch { /* no storage: the form works all the same */ }
  }
  // 8. A long sheet comes in pieces as it is scrolled: two empty rows stand for what is not there.
  for (const box of document.querySelectorAll('[data-rows]')) {
    const body = box.querySelector('tbody'), total = Number(box.dataset.rows), first = body.rows[0];
    if (!first || total <= body.rows.length) continue;
    const high = first.getBoundingClientRect().height, piece = 80;
    let here = body.rows.length;
    const pad = () => { const tr = document.createElement('tr'), td = document.createElement('td'); tr.setAttribute('aria-hidden', 'true'); td.colSpan = 99; tr.append(td); return tr; };
    const above = pad(), below = pad();
    let from = Number(box.dataset.from), wanted = from, busy = false;
    const fit = () => {
      const n = here;
      above.style.height = from * high + 'px';
      below.style.height = Math.max(0, total - from - n) * high + 'px';
      body.prepend(above);
      body.append(below);
    };
    const fetched = async () => {
      if (busy || wanted === from && here >= Math.min(piece, total - from)) return;
      busy = true;
      try {
        const at = wanted, answer = await fetch(`${box.dataset.src}?from=${at}`, { headers: { 'x-part': '1' } });
        if (!answer.ok || answer.redirected) throw answer.status;
        body.innerHTML = await answer.text();
        here = body.rows.length;
        from = at;
        fit();
      } catch { wanted = from; /* the next scroll asks again */ }
      busy = false;
      if (wanted !== from) fetched();
    };
    const look = () => {
      const row = Math.floor(box.scrollTop / high), seen = Math.ceil(box.clientHeight / high) + 2;
      if (row >= from && Math.min(row + seen, total) <= from + here) return;
      wanted = Math.max(0, Math.min(total - 1, row - Math.floor((piece - seen) / 2)));
      fetched();
    };
    fit();
    if (from) box.scrollTop = from * high;
    box.parentElement.querySelector('.pager')?.remove();
    box.addEventListener('scroll', look, { passive: true });
    look();
  }
  // 9. Files are dragged in and sent with a bar; without script the form is sent as it is.
  for (const form of document.querySelectorAll('form[data-bring]')) {
    const bar = form.querySelector('progress');
    const told = form.querySelector('[data-lost]');
    let dropped = [], over = false, polling = false;
    // all has come and is read now, file by file
    const reading = async () => {
      if (polling) return;
      polling = true;
      const said = form.querySelector('[data-read]');
      while (!over && form.dataset.reading) {
        const answer = await fetch(form.dataset.reading).catch(() => null);
        if (answer?.status === 200) {
          const [done, total, words] = (await answer.text()).split('\n');
          bar.value = done / total * 100;
          said.textContent = words;
        }
        await new Promise(go => setTimeout(go, 400));
      }
      polling = false;
    };
    const send = data => {
      over = false;
      if (told) told.hidden = true;
      const ask = new XMLHttpRequest();
      bar.hidden = false;
      ask.upload.onprogress = e => { if (e.lengthComputable) bar.value = e.loaded / e.total * 100; if (e.loaded === e.total) { bar.removeAttribute('value'); reading(); } };
      ask.onload = () => { over = true; if (ask.responseURL && ask.status < 400) { location.href = ask.responseURL; location.reload(); } else { document.open(); document.write(ask.responseText); document.close(); } };
      // what was dropped stands in no box of the form: sent without it, the form would be empty
      ask.onerror = () => { over = true; bar.hidden = true; if (told) { told.hidden = false; told.focus(); } };
      ask.open('POST', form.action);
      ask.send(data);
    };
    form.addEventListener('submit', e => {
      const data = new FormData();
      for (const box of form.querySelectorAll('[type=file]')) for (const f of box.files) data.append('file', f, f.webkitRelativePath || f.name);
      // what was dropped and did not arrive is sent again
      for (const [f, name] of dropped) data.append('file', f, name);
      e.preventDefault();
      send(data);
    });
    const stop = e => { e.preventDefault(); form.classList.toggle('over', e.type === 'dragover'); };
    form.addEventListener('dragover', stop);
    form.addEventListener('dragleave', stop);
    form.addEventListener('drop', async e => {
      stop(e);
      const data = new FormData();
      dropped = [];
      const walk = entry => new Promise(done => {
        if (entry.isFile) return entry.file(f => { dropped.push([f, entry.fullPath.replace(/^\//, '') || f.name]); done(); }, done);
        const reader = entry.createReader(), more = () => reader.readEntries(async list => {
          if (!list.length) return done();
          for (const each of list) await walk(each);
          more();
        }, done);
        more();
      });
      for (const entry of [...e.dataTransfer.items].map(i => i.webkitGetAsEntry()).filter(Boolean)) await walk(entry);
      for (const [f, name] of dropped) data.append('file', f, name);
      if (dropped.length) send(data);
    });
  }
  // 12. A 12-digit number on a photograph: drawn over with finger or mouse, it becomes black.
  for (const box of document.querySelectorAll('[data-mask]')) {
    const form = document.querySelector('form[data-spot]'), img = box.querySelector('img');
    const part = e => { const r = img.getBoundingClientRect(); return [(e.clientX - r.left) / r.width, (e.clientY - r.top) / r.height].map(n => Math.min(1, Math.max(0, n))); };
    let from = null, mark = null;
    img.draggable = false;
    box.addEventListener('pointerdown', e => {
      from = part(e);
      mark = document.createElement('i');
      box.append(mark);
      box.setPointerCapture(e.pointerId);
      e.preventDefault();
    });
    const span = e => { const to = part(e); return [0, 1].flatMap(i => [Math.min(from[i], to[i]), Math.abs(from[i] - to[i])]); };
    box.addEventListener('pointermove', e => {
      if (!from) return;
      const [x, w, y, h] = span(e), percent = n => n * 100 + '%';
      Object.assign(mark.style, { left: percent(x), top: percent(y), width: percent(w), height: percent(h) });
    });
    box.addEventListener('pointerup', e => {
      if (!from) return;
      const [x, w, y, h] = span(e), put = (name, n) => { form.elements[name].value = Math.round(n * 1000); };
      from = null;
      if (w < .004 || h < .002) return mark.remove();
      put('left', x); put('width', w); put('top', y); put('height', h);
      form.submit();
    });
    box.addEventListener('pointercancel', () => { from = null; mark?.remove(); });
  }
  // 10. A photograph of a telephone is made smaller before it leaves: it travels over a line of the hills. Where that fails it goes as it is.
  for (const box of document.querySelectorAll('input[type=file][data-shrink]')) {
    let working = null;
    const least = async () => {
      const file = box.files[0], most = Number(box.dataset.shrink) * 1024;
      if (!file || file.size <= most || !window.createImageBitmap || !window.DataTransfer) return;
      const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
      const canvas = document.createElement('canvas');
      for (let longest = 1600, left = 4; left; left -= 1, longest *= 0.7) {
        const by = Math.min(1, longest / Math.max(picture.width, picture.height));
        canvas.width = Math.round(picture.width * by);
        canvas.height = Math.round(picture.height * by);
        canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
        const small = await new Promise(done => canvas.toBlob(done, 'image/jpeg', 0.8));
        if (!small || small.size > most || box.files[0] !== file) continue;
        const put = new DataTransfer();
        put.items.add(new File([small], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }));
        box.files = put.files;
        return;
      }
    };
    // a picture of the screen is pasted where a file would be chosen
    addEventListener('paste', e => {
      const picture = [...(e.clipboardData?.files ?? [])].find(f => box.accept.split(',').includes(f.type));
      if (!picture) return;
      e.preventDefault();
      const put = new DataTransfer();
      put.items.add(picture);
      box.files = put.files;
      box.dispatchEvent(new Event('change', { bubbles: true }));
    });
    box.addEventListener('change', () => { working = least().catch(() => {}).finally(() => { working = null; }); });
    box.form.addEventListener('submit', e => {
      if (!working) return;
      e.preventDefault();
      const by = e.submitter;
      working.then(() => box.form.requestSubmit(by));
    });
  }
})();
