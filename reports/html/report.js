// What the page can do besides being read: show one view at a time, filter, sort and page the tables, switch language and
// theme. Nothing is fetched, nothing is kept; the state of filters stands in the fragment only. findings.js adds the list that
// is drawn from the block of data, and decisions; it finds what it needs in `report`.
const report = (() => {
  'use strict';
  const ROWS = 100; // of a page
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const byId = id => document.getElementById(id);
  const says = { nl: { shown: (n, m) => `${n} van ${m} getoond`, one: n => n === 1 ? '1 bevinding' : `${n} bevindingen`,
      unsaved: n => n === 1 ? '1 besluit nog niet opgeslagen' : `${n} besluiten nog niet opgeslagen`, saved: n => n === 1 ? '1 besluit opgeslagen' : `${n} besluiten opgeslagen`,
      noKind: 'Kies eerst wat het is.', noReason: 'Kies een reden.', noUntil: 'Geef een dag in de toekomst tot wanneer dit geldt.', noReference: 'Noem waar de toestemming ligt.',
      old: 'Deze browser is te oud voor deze lijst; gebruik findings.csv.', page: (n, m) => `Bladzijde ${n} van ${m}`, before: 'Vorige', after: 'Volgende', all: 'Alles' },
    en: { shown: (n, m) => `${n} of ${m} shown`, one: n => n === 1 ? '1 finding' : `${n} findings`,
      unsaved: n => n === 1 ? '1 decision not saved yet' : `${n} decisions not saved yet`, saved: n => n === 1 ? '1 decision saved' : `${n} decisions saved`,
      noKind: 'First choose what it is.', noReason: 'Choose a reason.', noUntil: 'Give a day in the future until which this is valid.', noReference: 'Say where the consent is kept.',
      old: 'This browser is too old for this list; use findings.csv.', page: (n, m) => `Page ${n} of ${m}`, before: 'Previous', after: 'Next', all: 'Everything' } };
  const say = () => says[root.lang] || says.nl;
  const school = document.title;
  root.classList.add('js');

  const textOf = element => {
    const copy = element.cloneNode(true);
    for (const other of all(root.lang === 'en' ? '.nl' : '.en', copy)) other.remove();
    return copy.textContent;
  };

  // Pages: rows that pass the filter, ROWS at a time. Hidden rows stay in the document.
  const pages = new Map();
  const hooks = {};
  function show(table) {
    const rows = all('[data-row]', table);
    const fit = rows.filter(row => !row.dataset.out);
    const last = Math.max(0, Math.ceil(fit.length / ROWS) - 1);
    const at = Math.min(pages.get(table) || 0, last);
    pages.set(table, at);
    const on = new Set(fit.slice(at * ROWS, (at + 1) * ROWS));
    for (const row of rows) row.hidden = !on.has(row);
    for (const group of all('tr.group', table)) {
      let next = group.nextElementSibling, any = false;
      for (; next && !next.classList.contains('group'); next = next.nextElementSibling) any = any || !next.hidden;
      group.hidden = !any;
    }
    pager(table, at, last, to => { pages.set(table, to); show(table); });
    return fit.length;
  }
  function pager(table, at, last, turn) {
    let nav = table.nextElementSibling && table.nextElementSibling.matches('.pager') ? table.nextElementSibling : null;
    if (last === 0) { if (nav) nav.remove(); return; }
    if (!nav) {
      nav = document.createElement('div');
      nav.className = 'pager noprint';
      for (const step of [-1, 1]) {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'btn';
        button.addEventListener('click', () => { nav.turn(nav.at + step); table.scrollIntoView(); });
        nav.append(button);
      }
      const place = document.createElement('span');
      place.setAttribute('role', 'status');
      nav.insertBefore(place, nav.lastChild);
      table.after(nav);
    }
    nav.at = at;
    nav.turn = turn;
    const [before, place, after] = nav.children;
    before.textContent = say().before;
    before.disabled = at === 0;
    place.textContent = say().page(at + 1, last + 1);
    after.textContent = say().after;
    after.disabled = at === last;
  }

  function apply(form, remember) {
    const wanted = [...new FormData(form)].filter(([, value]) => value);
    const table = byId(form.dataset.for);
    if (!table) return;
    if (table.classList.contains('drawn')) { if (hooks.draw) hooks.draw(form, table, wanted, remember); return; }
    const rows = all('[data-row]', table);
    for (const row of rows) {
      const fits = wanted.every(([name, value]) => name === 'search'
        ? row.textContent.toLowerCase().includes(value.toLowerCase())
        : (row.dataset[name] || '').split(' ').includes(value));
      if (fits) delete row.dataset.out; else row.dataset.out = '1';
    }
    if (remember) pages.set(table, 0);
    const shown = show(table);
    form.querySelector('output').textContent = say().shown(shown, rows.length);
    if (remember) permalink(form, wanted);
  }
  function permalink(form, wanted) {
    const query = new URLSearchParams(wanted).toString();
    history.replaceState(null, '', '#' + form.closest('section').id + (query ? '?' + query : ''));
  }
  function restore(section, query) {
    const form = section.querySelector('form.filter');
    if (!form) return;
    for (const element of form.elements) if (element.name) element.value = query.get(element.name) || '';
    if (hooks.restore) hooks.restore(form, query);
    apply(form, false);
  }

  // Views: the fragment says which one is shown; the others stay where the browser's own search finds them.
  function route(event) {
    const [id, query] = location.hash.slice(1).split('?');
    const target = id ? byId(id) : null;
    const [, kind, number] = !target && /^(leerling|pagina|foto)-(.+)$/.exec(id) || [];
    if (kind) { location.replace(`#bevindingen?${{ leerling: 'person', pagina: 'page', foto: 'photo' }[kind]}=${number}`); return; } // beyond the cap
    if (target && target.id === 'inhoud') { target.focus(); return; }
    const views = all('main > .view');
    const everything = id === 'alles';
    const view = (target && target.closest('.view')) || views[0];
    root.classList.toggle('all', everything);
    for (const record of all('.record.only')) record.classList.remove('only');
    for (const one of views) one.classList.toggle('one', one === view && Boolean(target) && target.matches('.record'));
    if (target && target.matches('.record')) target.classList.add('only');
    root.dataset.view = everything ? 'alles' : view.id;
    for (const one of views) if (everything || one === view) one.removeAttribute('hidden'); else one.setAttribute('hidden', 'until-found');
    for (const link of all('.nav a')) if (link.hash === '#' + root.dataset.view) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
    title();
    fold(false);
    if (query) restore(target && target.matches('section') ? target : view, new URLSearchParams(query));
    if (hooks.shown) hooks.shown(everything ? document : view);
    if (!event) return;
    const head = everything ? views[0].querySelector('h2') : target && target !== view ? target : view.querySelector('h2');
    head.setAttribute('tabindex', '-1');
    head.focus({ preventScroll: true });
    if (target && target !== view) target.scrollIntoView(); else scrollTo(0, 0);
  }
  function title() {
    const view = byId(root.dataset.view);
    document.title = (view ? textOf(view.querySelector('h2')) : say().all) + ' · ' + school;
  }

  // Cards of photos: arrow keys go from one to the next, and up and down a row.
  function walk(event) {
    const card = event.target.closest('.wall > li');
    const way = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 2, ArrowUp: -2 }[event.key];
    if (!card || !way) return;
    const cards = all('.wall > li', card.parentNode.parentNode).filter(one => !one.hidden);
    const across = cards.filter(one => one.offsetTop === cards[0].offsetTop).length;
    const next = cards[cards.indexOf(card) + (Math.abs(way) === 2 ? way / 2 * across : way)];
    if (!next) return;
    event.preventDefault();
    const inside = next.querySelector('a, button');
    if (!inside) next.tabIndex = -1;
    (inside || next).focus();
  }

  function sort(button) {
    const head = button.closest('th'), table = head.closest('table'), body = table.tBodies[0], column = head.cellIndex;
    const up = head.getAttribute('aria-sort') !== 'ascending';
    for (const other of head.parentNode.cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    if (table.classList.contains('drawn')) { if (hooks.sort) hooks.sort(column, up); return; }
    const key = row => row.cells[column].dataset.k || textOf(row.cells[column]).replace(/(\d)[.,](?=\d{3}\b)/g, '$1').trim();
    const compare = new Intl.Collator(root.lang, { numeric: true }).compare;
    const keyed = [...body.rows].map(row => [key(row), row]);
    keyed.sort((a, b) => (up ? 1 : -1) * compare(a[0], b[0]));
    body.append(...keyed.map(pair => pair[1]));
    show(table);
  }

  // Texts are in the page twice and switched by style; labels, options and heads of cards follow here.
  function relabel(code) {
    for (const image of all('img[data-alt-nl]')) image.alt = code === 'en' ? image.dataset.altEn : image.dataset.altNl;
    for (const option of all('option[data-nl], svg [data-nl]')) option.textContent = option.dataset[code];
    for (const region of all('[data-label-nl]')) region.setAttribute('aria-label', code === 'en' ? region.dataset.labelEn : region.dataset.labelNl);
    for (const table of all('table.cards')) {
      const heads = [...table.tHead.rows[0].cells].map(cell => textOf(cell).trim());
      for (const row of table.tBodies[0].rows) for (const cell of row.cells) if (cell.dataset.l !== undefined) cell.dataset.l = heads[cell.cellIndex];
    }
  }
  function language(code) {
    const turned = root.lang !== code;
    root.lang = code;
    if (turned) relabel(code);
    for (const form of all('form.filter')) apply(form, false);
    for (const table of all('table')) if (!pages.has(table) && table.querySelector('[data-row]')) show(table);
    if (hooks.language) hooks.language();
    if (root.dataset.view) title();
  }
  function theme(dark) {
    root.dataset.theme = dark ? 'dark' : 'light';
    byId('thema').setAttribute('aria-pressed', String(dark));
  }
  function fold(open) {
    if (!byId('menu')) return;
    byId('menu').setAttribute('aria-expanded', String(open));
    byId('nav').classList.toggle('open', open);
  }

  document.addEventListener('DOMContentLoaded', () => {
    theme(matchMedia('(prefers-color-scheme: dark)').matches);
    byId('thema').addEventListener('click', () => theme(root.dataset.theme !== 'dark'));
    if (byId('menu')) byId('menu').addEventListener('click', event => fold(event.currentTarget.getAttribute('aria-expanded') !== 'true'));
    document.addEventListener('keydown', event => { if (event.key === 'Escape') fold(false); });
    for (const radio of all('input[name="taal"]')) radio.addEventListener('change', () => language(radio.value));
    for (const button of all('.sort')) button.addEventListener('click', () => sort(button));
    for (const form of all('form.filter')) {
      form.addEventListener('input', () => apply(form, true));
      form.addEventListener('submit', event => event.preventDefault());
      form.addEventListener('reset', () => setTimeout(() => apply(form, true)));
    }
    for (const view of all('main > .view')) view.addEventListener('beforematch', () => { history.replaceState(null, '', '#' + view.id); route(); });
    document.addEventListener('keydown', walk);
    addEventListener('hashchange', route);
    addEventListener('load', () => { const id = location.hash.slice(1).split('?')[0]; if (!id || id === root.dataset.view) scrollTo(0, 0); });
    const checked = document.querySelector('input[name="taal"]:checked');
    language(checked ? checked.value : root.lang);
    route();
  });
  return { root, all, byId, say, textOf, pager, apply, permalink, hooks, ROWS };
})();
