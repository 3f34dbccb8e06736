// All findings, drawn from the compressed block at the end of the page a hundred rows at a time, and the decisions a reviewer
// takes on them. Texts of strangers are set with textContent only. Decisions live in this page until they are saved as a file.
(() => {
  'use strict';
  const { root, all, byId, say, textOf, pager, permalink, hooks, ROWS } = report;
  const KEYS = ['id', 'fp', 'item', 'publication', 'photo', 'person', 'shielded', 'rule', 'severity', 'as', 'confidence', 'state', 'label',
    'group', 'channel', 'where', 'place', 'published', 'excerpt', 'consent', 'kind', 'class', 'lapsed'];
  const AT = Object.fromEntries(KEYS.map((key, index) => [key, index]));
  const SEARCHED = ['rule', 'label', 'group', 'place', 'excerpt', 'published'].map(key => AT[key]);
  const COLUMNS = ['label', 'rule', 'place', 'consent', 'severity', 'confidence', 'state'];
  const ORDERS = { severity: ['high', 'medium', 'low', 'info'], confidence: ['certain', 'likely', 'review'], state: ['new', 'open', 'decided', 'resolved'] };
  let data = null, loading = null, sorted = null;
  const shown = { rows: [], at: 0, form: null, table: null };
  const only = { person: '', page: '', photo: '' };

  async function unpack() {
    const text = byId('gegevens').textContent, raw = atob(text), bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    data = JSON.parse(await new Response(stream).text());
    byId('gegevens').textContent = '';
    return data;
  }
  const load = () => { loading = loading || unpack(); return loading; };

  // Our own words stand in a template, in both languages.
  function word(kind, value) {
    const key = value === undefined ? kind : `${kind}-${value}`;
    const found = byId('woorden').content.querySelector(`[data-k="${CSS.escape(key)}"]`);
    const out = document.createDocumentFragment();
    if (found) out.append(...[...found.childNodes].map(node => node.cloneNode(true)));
    else out.append(value || '');
    return out;
  }
  const get = (row, key) => data.words[row[AT[key]]];

  /* ---- choosing and ordering ---- */

  function fits(wanted) {
    const tests = [];
    for (const [name, value] of wanted) {
      if (name === 'search') {
        const query = value.toLowerCase(), rules = new Set(data.rows.map(row => row[AT.rule]));
        const hit = data.words.map(text => text.toLowerCase().includes(query));
        for (const rule of rules) hit[rule] = hit[rule] || textOf(titled(data.words[rule])).toLowerCase().includes(query);
        tests.push(row => SEARCHED.some(at => hit[row[at]]));
      } else if (name in AT) {
        const number = data.words.indexOf(value);
        tests.push(row => row[AT[name]] === number);
      }
    }
    if (only.person) tests.push(row => String(row[AT.person]) === only.person);
    if (only.photo) tests.push(row => String(row[AT.photo]) === only.photo);
    if (only.page) tests.push(row => `${row[AT.item]}-${row[AT.publication]}` === only.page);
    return data.rows.filter(row => tests.every(test => test(row)));
  }
  function titled(rule) {
    const holder = document.createElement('span');
    holder.append(word('rule', rule));
    return holder;
  }
  // Words are put in order once, rows by the place of their word.
  function order(rows) {
    if (!sorted) return rows;
    const key = COLUMNS[sorted.column], at = AT[key];
    const texts = data.words.map((text, number) => [key === 'rule' ? textOf(titled(text)) : text, number]);
    const rank = [], fixed = ORDERS[key];
    if (key === 'rule') { const used = new Set(rows.map(row => row[at])); for (let i = texts.length; i--;) if (!used.has(texts[i][1])) texts.splice(i, 1); }
    const { compare } = new Intl.Collator(root.lang, { numeric: true });
    texts.sort((a, b) => fixed ? fixed.indexOf(a[0]) - fixed.indexOf(b[0]) : compare(a[0], b[0]));
    texts.forEach((pair, place) => { rank[pair[1]] = place; });
    return [...rows].sort((a, b) => (sorted.up ? 1 : -1) * (rank[a[at]] - rank[b[at]]));
  }

  /* ---- drawing ---- */

  const element = (tag, className, ...content) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...content);
    return node;
  };
  function marked(text) {
    const out = element('p', 'small', '“');
    for (const [index, piece] of text.split(/[\u0002\u0003]/).entries()) out.append(index % 2 ? element('mark', '', piece) : piece);
    out.append('”');
    return out;
  }
  function link(id, text) {
    if (!byId(id)) return document.createTextNode(text);
    const node = element('a', '', text);
    node.href = '#' + id;
    return node;
  }
  const date = text => {
    const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) || [];
    if (!year) return text;
    return root.lang === 'en' ? new Date(Date.UTC(year, month - 1, day)).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }) : `${day}-${month}-${year}`;
  };
  const spaced = (...parts) => parts.flatMap(part => [part, ' ']);
  function rowOf(row) {
    const line = element('tr', ''), head = element('th', ''), person = row[AT.person];
    head.scope = 'row';
    head.append(person ? link('leerling-' + person, get(row, 'label')) : '–');
    if (get(row, 'group')) head.append(' ', element('span', 'small', get(row, 'group')));
    const evidence = [word('rule', get(row, 'rule')), ' ', element('span', 'small', word('place', get(row, 'where')))];
    if (get(row, 'excerpt')) evidence.push(marked(get(row, 'excerpt')));
    const where = spaced(word('channel', get(row, 'channel')), link(`pagina-${row[AT.item]}-${row[AT.publication]}`, get(row, 'place')), element('span', 'small', date(get(row, 'published'))));
    const sure = [word('confidence', get(row, 'confidence'))];
    if (get(row, 'as') === 'lead') sure.push(document.createElement('br'), word('result', 'leads'));
    const state = [word('finding', get(row, 'state'))];
    if (get(row, 'lapsed')) state.push(element('span', 'small when', word('lapsed'), ' ', date(get(row, 'lapsed'))));
    if (get(row, 'state') !== 'resolved') state.push(decider(row[AT.fp]));
    line.dataset.row = '';
    line.append(head);
    for (const content of [evidence, where, [word('consent', get(row, 'consent'))], [word('severity', get(row, 'severity'))], sure, state]) {
      const cell = element('td', '', element('div', '', ...content));
      cell.dataset.l = '';
      line.append(cell);
    }
    return line;
  }
  function draw() {
    const { table, form } = shown, last = Math.max(0, Math.ceil(shown.rows.length / ROWS) - 1);
    shown.at = Math.min(shown.at, last);
    table.tBodies[0].replaceChildren(...shown.rows.slice(shown.at * ROWS, (shown.at + 1) * ROWS).map(rowOf));
    const heads = [...table.tHead.rows[0].cells].map(cell => textOf(cell).trim());
    for (const row of table.tBodies[0].rows) for (const cell of row.cells) if (cell.dataset.l !== undefined) cell.dataset.l = heads[cell.cellIndex];
    pager(table, shown.at, last, to => { shown.at = to; draw(); });
    form.querySelector('output').textContent = say().shown(shown.rows.length, data.rows.length);
    const note = table.nextElementSibling && table.nextElementSibling.matches('.pager') ? table.nextElementSibling.nextElementSibling : table.nextElementSibling;
    if (note) note.hidden = true;
    for (const part of all('[data-only]')) part.hidden = !only[part.dataset.only];
    refresh();
  }
  async function choose(form, table, wanted, remember) {
    Object.assign(shown, { form, table });
    if (remember) permalink(form, [...wanted, ...Object.entries(only).filter(([, value]) => value)]);
    if (!data && !visible(form)) return;
    try { await load(); } catch { form.querySelector('output').textContent = say().old; return; }
    shown.rows = order(fits(wanted));
    if (remember) shown.at = 0;
    draw();
  }
  const visible = form => !form.closest('[hidden]');
  const again = form => choose(form, byId(form.dataset.for), [...new FormData(form)].filter(([, value]) => value), false);
  hooks.draw = choose;
  hooks.restore = (form, query) => { if (byId(form.dataset.for).classList.contains('drawn')) { for (const key of Object.keys(only)) only[key] = query.get(key) || ''; shown.at = 0; } };
  hooks.shown = part => { for (const form of all('form.filter', part)) if (byId(form.dataset.for).classList.contains('drawn') && !shown.rows.length) again(form); };
  hooks.sort = (column, up) => { sorted = { column, up }; shown.at = 0; if (shown.form) again(shown.form); };
  hooks.language = () => { if (data && shown.form) again(shown.form); count(); };

  /* ---- decisions ---- */

  const taken = new Map();
  let saved = 0, open = [];
  function decider(fp) {
    const holder = element('span', 'decide'), button = element('button', 'btn mini', word('decide'));
    holder.dataset.fp = fp;
    button.type = 'button';
    holder.append(button);
    return holder;
  }
  function refresh() {
    for (const holder of all('.decide')) {
      const decision = taken.get(holder.dataset.fp), mark = holder.querySelector('.taken');
      if (mark) mark.remove();
      if (decision) holder.append(element('span', 'taken', word('kind-of-decision', decision.kind)));
    }
  }
  function count() {
    byId('bewaar').hidden = taken.size === 0;
    byId('bewaar-n').textContent = saved === taken.size && saved ? say().saved(saved) : say().unsaved(taken.size);
  }
  const form = () => byId('besluit').querySelector('form');
  function fields() {
    const { kind, reason } = form().elements, value = kind.value;
    const why = [...reason.options].filter(option => option.value);
    for (const option of why) option.hidden = option.disabled = !option.dataset.kinds.split(' ').includes(value);
    if (reason.selectedIndex < 0 || reason.selectedOptions[0].disabled) reason.value = ''; // nobody's reason is chosen for him
    const needs = { reason: why.some(option => !option.disabled), reference: value === 'consent', until: ['accepted', 'consent', 'unjust'].includes(value), note: true };
    for (const label of all('[data-field]', form())) label.hidden = !needs[label.dataset.field];
    fault('');
  }
  function fault(text) { form().querySelector('.fault').textContent = text; }
  function ask(prints) {
    open = prints;
    const decision = prints.length === 1 ? taken.get(prints[0]) : null, { elements } = form();
    form().reset();
    if (decision) for (const [key, value] of Object.entries(decision)) if (elements[key]) elements[key].value = value;
    byId('besluit-over').textContent = say().one(prints.length);
    form().querySelector('[value="undo"]').hidden = !prints.some(print => taken.has(print));
    fields();
    byId('besluit').showModal();
  }
  function take(event) {
    event.preventDefault();
    const { elements } = form(), decision = { kind: elements.kind.value };
    for (const key of ['reason', 'reference', 'until', 'note']) if (elements[key].value.trim() && !elements[key].closest('[hidden]')) decision[key] = elements[key].value.trim();
    if (!decision.kind) { fault(say().noKind); return; }
    if (!decision.reason && !elements.reason.closest('[hidden]')) { fault(say().noReason); elements.reason.focus(); return; }
    if (decision.kind === 'consent' && !decision.reference) { fault(say().noReference); elements.reference.focus(); return; }
    if ((decision.kind === 'accepted' && !decision.until) || (decision.until && decision.until <= document.body.dataset.today)) { fault(say().noUntil); elements.until.focus(); return; }
    for (const print of open) taken.set(print, decision);
    done();
  }
  function done() {
    saved = 0;
    byId('besluit').close();
    refresh();
    count();
  }
  async function group(button) {
    const [key, value] = button.dataset.group.split(':');
    await load();
    const test = { person: row => String(row[AT.person]) === value, photo: row => String(row[AT.photo]) === value, page: row => `${row[AT.item]}-${row[AT.publication]}` === value }[key];
    ask(data.rows.filter(row => test(row) && ['new', 'open'].includes(get(row, 'state'))).map(row => row[AT.fp]));
  }
  function save() {
    const { run, today } = document.body.dataset;
    const decisions = [...taken].map(([fingerprint, decision]) => ({ fingerprint, ...decision }));
    const file = new Blob([JSON.stringify({ schema: 1, run, made: today, decisions }, null, 1) + '\n'], { type: 'application/json' });
    const anchor = document.createElement('a');
    anchor.href = URL.createObjectURL(file);
    anchor.download = `besluiten-${run}.json`;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
    saved = taken.size;
    count();
  }

  document.addEventListener('DOMContentLoaded', () => {
    document.addEventListener('click', event => {
      const button = event.target.closest('button');
      if (!button) return;
      if (button.parentNode.matches('.decide')) ask([button.parentNode.dataset.fp]);
      else if (button.matches('.decide-all')) group(button);
    });
    form().addEventListener('submit', take);
    form().addEventListener('change', fields);
    form().querySelector('[value="cancel"]').addEventListener('click', () => byId('besluit').close());
    form().querySelector('[value="undo"]').addEventListener('click', () => { for (const print of open) taken.delete(print); done(); });
    document.querySelector('.top').append(byId('bewaar')); // in the head it covers nothing
    byId('bewaar-knop').addEventListener('click', save);
    addEventListener('beforeunload', event => { if (taken.size > saved) event.preventDefault(); });
    for (const filter of all('form.filter')) filter.addEventListener('reset', () => { if (byId(filter.dataset.for).classList.contains('drawn')) for (const key of Object.keys(only)) only[key] = ''; });
  });
})();
