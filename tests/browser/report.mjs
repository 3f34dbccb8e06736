// node tests/browser/report.mjs REPORT.html [FOLDER]: opens a report in Chromium and checks that it asks nothing of anyone,
// breaks no policy, is accessible in every view, language, theme and width, and that language, filters, sorting, paging and
// print work. Screenshots go to FOLDER when one is given. Exit status 1 when anything failed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [file, folder] = process.argv.slice(2);
if (!file) {
  console.error('usage: node tests/browser/report.mjs REPORT.html [FOLDER]');
  process.exit(64);
}
if (folder) mkdirSync(folder, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const address = pathToFileURL(resolve(file)).href;
const failures = [];
let checks = 0;
function check(ok, what) {
  checks++;
  if (!ok) {
    failures.push(what);
    console.error('FAILED ' + what);
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: process.getuid && process.getuid() === 0 ? ['--no-sandbox'] : [],
});

// A page that counts what must not happen. The engine of axe is not part of the report: it comes in by evaluation, which the
// report's own policy does not cover.
async function open(options, fragment = '') {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('console', message => check(message.type() !== 'error', `console: ${message.text()}`));
  page.on('pageerror', error => check(false, `error in the page: ${error.message}`));
  page.on('request', request => check(request.url().split('#')[0] === address || request.url().startsWith('data:') || request.url().startsWith('blob:null'), `request: ${request.url().slice(0, 80)}`));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(address + fragment);
  return page;
}
// The report's policy forbids evaluation of strings, which waitForFunction needs: ask again until it is so.
async function until(page, question, argument) {
  for (let turn = 0; turn < 200; turn++) {
    if (await page.evaluate(question, argument)) return;
    await page.evaluate(() => new Promise(resolve => { setTimeout(resolve, 10); }));
  }
  check(false, `never came true: ${question}`);
}
const close = page => page.context().close();

// What axe need not see twice: it takes a second for some hundred elements that are shown, and views that wait for the browser's own search
// (hidden until found) count as shown to it. So the other views are taken out, and of four siblings or more each one that holds nothing new: every
// element of it, by name, class, attributes, parent and whether it is empty, was seen twice; what gives its name to something that stays, stays. All
// of it is put back behind.
function thin() {
  const namers = new Map();
  for (const named of document.querySelectorAll('main [aria-labelledby]'))
    for (const id of named.getAttribute('aria-labelledby').split(' ')) namers.set(id, [...namers.get(id) || [], named]);
  const names = child => [child, ...child.querySelectorAll('[id]')].some(one => (namers.get(one.id) || []).some(named => !child.contains(named)));
  const taken = [], seen = new Map();
  const take = node => { const place = document.createComment(''); node.replaceWith(place); taken.push([place, node]); };
  const look = node => `${node.localName} ${node.className.baseVal ?? node.className} ${node.hidden} ${[...node.attributes].filter(one => !/^(id|data-.*|class)$/.test(one.name)).map(one => one.name + (one.value ? '' : '=')).sort()} ${node.textContent.trim() === ''}`;
  const shape = node => `${look(node)} in ${node.parentElement.localName} ${node.parentElement.className}`;
  const known = node => (seen.get(shape(node)) || 0) >= 2;
  const visit = node => {
    seen.set(shape(node), (seen.get(shape(node)) || 0) + 1);
    const many = node.children.length > 3 && /^(tbody|ol|ul|section|div|article|g)$/.test(node.localName);
    for (const child of [...node.children]) {
      if (many && !child.contains(document.activeElement) && known(child) && [...child.querySelectorAll('*')].every(known) && !names(child)) take(child);
      else visit(child);
    }
  };
  const whole = document.documentElement.classList.contains('all');
  for (const view of document.querySelectorAll('main > .view')) if (whole || view.id === document.documentElement.dataset.view) visit(view); else take(view);
  window.thick = () => { for (const [place, node] of taken.reverse()) place.replaceWith(node); };
}

async function checkAxe(page, what) {
  if (!await page.evaluate(() => Boolean(window.axe))) await page.evaluate(axe);
  await page.evaluate(thin);
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }));
  await page.evaluate(() => window.thick());
  for (const violation of result.violations)
    check(false, `axe ${what}: ${violation.id} (${violation.nodes.length}): ${violation.nodes[0].target} ${violation.nodes[0].failureSummary.split('\n').slice(1, 2)}`);
  check(true, what);
}

const first = await open({ viewport: { width: 1280, height: 900 } });
const views = await first.$$eval('main > .view', nodes => nodes.map(node => node.id));
check(views.length === 10, 'ten views');
await close(first);

for (const width of [1280, 360]) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await open({ viewport: { width, height: 900 }, colorScheme });
    // On a phone each theme with one language: colours do not depend on the width, and the run takes long enough. WHOLE=1 takes all.
    for (const language of width > 400 || process.env.WHOLE ? ['nl', 'en'] : [colorScheme === 'light' ? 'nl' : 'en']) {
      await page.locator(`label[for="taal-${language}"]`).click();
      for (const view of views) {
        const what = `${view} ${language} ${colorScheme} ${width}`;
        await page.evaluate(id => { location.hash = '#' + id; }, view);
        await until(page, id => document.documentElement.dataset.view === id, view);
        check(await page.locator('html').getAttribute('lang') === language, `${what}: lang`);
        check(await page.evaluate(other => [...document.querySelectorAll(other)].every(node => !node.checkVisibility()), `#${view} .${language === 'nl' ? 'en' : 'nl'}`), `${what}: the other language is shown`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        check(wide <= 0, `${what}: ${wide} px too wide`);
        await checkAxe(page, what);
        if (folder) await page.screenshot({ path: `${folder}/${view}-${language}-${colorScheme}-${width}.png`, fullPage: true, timeout: 120000 });
      }
      check((await page.evaluate(() => window.violations)).length === 0, `policy: ${await page.evaluate(() => window.violations)}`);
    }
    await close(page);
  }
}

// Without scripts: everything is there, both languages can be reached, nothing is left that needs one.
{
  const page = await open({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false });
  for (const view of views) check(await page.locator('#' + view).isVisible(), `without scripts: ${view}`);
  check(await page.locator('.filter:visible').count() === 0, 'without scripts: no filters');
  await page.locator('label[for="taal-en"]').click();
  check(await page.locator('#overzicht h2 .en').isVisible(), 'without scripts: English');
  check(!await page.locator('#overzicht h2 .nl').isVisible(), 'without scripts: no Dutch beside it');
  await close(page);
}

// Filters: each select leaves the rows it names, the count says so, the fragment keeps it, clearing brings all back.
for (const view of views) {
  const page = await open({ viewport: { width: 1280, height: 900 } }, '#' + view);
  for (const form of await page.locator(`#${view} form.filter`).all()) {
    const table = page.locator('#' + await form.getAttribute('data-for'));
    if (await table.evaluate(node => node.classList.contains('drawn'))) continue;
    const all = await table.locator('[data-row]').count();
    for (const select of await form.locator('select').all()) {
      const name = await select.getAttribute('name');
      for (const value of (await select.locator('option').evaluateAll(options => options.map(option => option.value))).filter(Boolean)) {
        await select.selectOption(value);
        const wanted = await table.locator('[data-row]').evaluateAll((rows, [key, word]) => rows.filter(row => (row.dataset[key] || '').split(' ').includes(word)).length, [name, value]);
        check(await table.locator('[data-row]:visible').count() === Math.min(wanted, 100), `${view}: filter ${name}=${value}`);
        check((await form.locator('output').textContent()).startsWith(String(wanted)), `${view}: count of ${name}=${value}`);
        check((await page.evaluate(() => location.hash)).includes(`${name}=${value}`), `${view}: fragment of ${name}=${value}`);
      }
      await form.locator('button[type=reset]').click();
      await until(page, () => !location.hash.includes('='));
    }
    check(await table.locator('[data-row]:visible').count() === Math.min(all, 100), `${view}: all rows after clearing`);
    await form.locator('input[type=search]').fill('zzz-niet-te-vinden');
    check(await table.locator('[data-row]:visible').count() === 0, `${view}: search`);
    await form.locator('button[type=reset]').click();
  }
  for (const button of await page.locator(`#${view} table:not(.drawn) .sort:visible`).all()) {
    const before = await page.locator(`#${view} [data-row]`).count();
    await button.click();
    const head = button.locator('xpath=ancestor::th');
    check(await head.getAttribute('aria-sort') === 'ascending', `${view}: sorts up`);
    await button.click();
    check(await head.getAttribute('aria-sort') === 'descending', `${view}: sorts down`);
    check(await page.locator(`#${view} [data-row]`).count() === before, `${view}: sorting keeps all rows`);
  }
  await close(page);
}

// The list that is drawn from the block: filters, search, order, narrowing by a permalink, what is shown as text only.
{
  const page = await open({ viewport: { width: 1280, height: 900 } }, '#bevindingen');
  const rows = page.locator('#t-bevindingen tbody tr'), form = page.locator('#bevindingen form'), output = form.locator('output');
  await rows.first().waitFor();
  const all = Number((await output.textContent()).match(/van (\d+)/)[1]);
  check(await rows.count() === Math.min(all, 100), 'list: a page of rows');
  let sum = 0;
  for (const value of await form.locator('select[name=severity] option').evaluateAll(options => options.map(option => option.value))) {
    if (!value) continue;
    await form.locator('select[name=severity]').selectOption(value);
    await until(page, wanted => location.hash.includes('severity=' + wanted), value);
    await page.waitForTimeout(100);
    sum += Number((await output.textContent()).match(/^\d+/)[0]);
  }
  check(sum === all, `list: severities add up to all (${sum} of ${all})`);
  await form.locator('button[type=reset]').click();
  await form.locator('input[type=search]').fill('zzz-niet-te-vinden');
  await until(page, () => document.querySelectorAll('#t-bevindingen tbody tr').length === 0);
  await form.locator('button[type=reset]').click();
  await rows.first().waitFor();
  for (const button of await page.locator('#t-bevindingen .sort').all()) {
    await button.click();
    check(await button.locator('xpath=ancestor::th').getAttribute('aria-sort') === 'ascending', 'list: sorts up');
    check(await rows.count() === Math.min(all, 100), 'list: sorting keeps all rows');
  }
  check(await page.locator('#t-bevindingen script, #t-bevindingen img').count() === 0, 'list: markup of strangers stays text');
  const person = await page.locator('[data-group^="person:"]').first().getAttribute('data-group').catch(() => null);
  if (person) {
    await page.evaluate(id => { location.hash = '#bevindingen?person=' + id; }, person.split(':')[1]);
    await page.locator('[data-only=person]:visible').waitFor();
    check(Number((await output.textContent()).match(/^\d+/)[0]) < all, 'list: narrowed to one pupil');
  }
  await close(page);
}

// With the keyboard alone: filter, detail, decision, save. The file holds fingerprints, what was decided, and no name.
{
  const page = await open({ viewport: { width: 1280, height: 900 }, acceptDownloads: true }, '#leerlingen');
  const focused = selector => page.evaluate(wanted => document.activeElement.matches(wanted), selector);
  const reach = async (selector, most = 400) => {
    for (let turn = 0; turn < most; turn++) { await page.keyboard.press('Tab'); if (await focused(selector)) return true; }
    return false;
  };
  check(await reach('#leerlingen select[name=severity]'), 'keyboard: the filter is reached');
  await page.keyboard.press('ArrowDown');
  check(await page.locator('#leerlingen select[name=severity]').inputValue() === 'high', 'keyboard: the filter is set');
  check(await reach('#t-leerlingen a'), 'keyboard: a row is reached');
  const target = (await page.evaluate(() => document.activeElement.getAttribute('href'))).slice(1);
  await page.keyboard.press('Enter');
  await until(page, id => document.activeElement && document.activeElement.id === id, target);
  check(await reach('.decide button'), 'keyboard: a decision is reached');
  check(await page.evaluate(id => document.activeElement.closest('.record').id === id, target), 'keyboard: it is that of the pupil');
  const covered = await page.evaluate(() => { const box = document.activeElement.getBoundingClientRect(); return box.top >= document.querySelector('.top').getBoundingClientRect().bottom && box.bottom <= innerHeight; });
  check(covered, 'keyboard: focus is not under the head');
  await page.keyboard.press('Enter');
  check(await page.locator('#besluit').isVisible(), 'keyboard: the form opens');
  await checkAxe(page, 'decision form');
  await page.keyboard.press('Tab');
  for (let turn = 0; turn < 8 && !await focused('#besluit input[type=radio]'); turn++) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  for (let turn = 0; turn < 4; turn++) await page.keyboard.press('ArrowDown');
  check(await page.locator('#besluit input[value=accepted]').isChecked(), 'keyboard: accepted is chosen');
  await page.keyboard.press('Enter');
  check((await page.locator('#besluit .fault').textContent()).length > 0 && await page.locator('#besluit').isVisible(), 'a reason is asked for');
  check(await focused('#besluit select[name=reason]') && await page.locator('#besluit select[name=reason]').inputValue() === '', 'no reason is chosen before one chooses');
  await page.keyboard.press('ArrowDown');
  check(await page.locator('#besluit select[name=reason]').inputValue() !== '', 'keyboard: a reason is chosen');
  await page.locator('#besluit input[name=until]').press('Enter');
  check((await page.locator('#besluit .fault').textContent()).length > 0 && await page.locator('#besluit').isVisible(), 'accepted asks for a date');
  await page.locator('#besluit input[name=until]').fill('2099-12-31');
  await page.locator('#besluit textarea').fill('gesprek gepland');
  await page.locator('#besluit input[name=until]').press('Enter');
  check(!await page.locator('#besluit').isVisible(), 'keyboard: the decision is taken');
  check(await focused('.decide button'), 'keyboard: focus comes back');
  check(await page.locator('.decide .taken:visible').count() > 0, 'the decision is shown');
  await page.locator('h1:visible, h2:visible').first().scrollIntoViewIfNeeded(); // what the head covers while one scrolls is no target
  await checkAxe(page, 'decision taken');
  check(await reach('#bewaar-knop', 2000), 'keyboard: saving is reached');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  const saved = JSON.parse(readFileSync(await download.path(), 'utf8'));
  check(/^besluiten-.*\.json$/.test(download.suggestedFilename()), 'the file has the name of the run');
  check(saved.schema === 1 && saved.decisions.length === 1 && saved.decisions[0].kind === 'accepted' && saved.decisions[0].until === '2099-12-31', 'the file holds the decision');
  check(/^[0-9a-f]{1,24}$/.test(saved.decisions[0].fingerprint), 'the file holds the fingerprint');
  check(Object.keys(saved).sort().join() === 'decisions,made,run,schema', 'the file holds nothing else');
  if (process.env.DECISIONS) writeFileSync(process.env.DECISIONS, JSON.stringify(saved));
  await close(page);
}

// In bulk: all of a pupil, a page, a photo at once. Photos with the arrow keys.
{
  const page = await open({ viewport: { width: 1280, height: 900 } }, '#fotowand');
  const cards = await page.locator('#g-foto > li:visible').count();
  if (cards > 1) {
    await page.locator('#g-foto > li a').first().focus();
    await page.keyboard.press('ArrowRight');
    check(await page.evaluate(() => document.activeElement.closest('#g-foto > li') === document.querySelectorAll('#g-foto > li')[1]), 'arrow keys walk the wall');
  }
  check(await page.locator('#g-foto img').evaluateAll(images => images.every(image => image.alt.length > 10 && image.complete && image.naturalWidth > 0)), 'pictures are shown and described');
  for (const kind of ['person', 'page', 'photo']) {
    const button = page.locator(`[data-group^="${kind}:"]`).first();
    if (!await button.count()) continue;
    const count = Number((await button.textContent()).match(/\d+/)[0]);
    await page.evaluate(id => { location.hash = '#' + id; }, await button.evaluate(node => node.closest('section').id));
    await button.click();
    await page.locator('#besluit').waitFor();
    check((await page.locator('#besluit-over').textContent()).startsWith(String(count)), `in bulk: ${count} of a ${kind}`);
    await page.locator('#besluit button[value=cancel]').click();
  }
  await close(page);
}

// Links inside the page lead somewhere; a filter in the fragment is applied on opening.
{
  const page = await open({ viewport: { width: 1280, height: 900 } }, '#protocol?result=fail');
  const results = await page.locator('#t-protocol [data-row]:visible').evaluateAll(rows => rows.map(row => row.dataset.result));
  check(results.every(result => result === 'fail'), 'filter from the fragment');
  const lost = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')].map(link => link.getAttribute('href').slice(1).split('?')[0]).filter(id => id !== 'alles' && !document.getElementById(id)));
  const beyond = lost.filter(id => /^(leerling|pagina|foto)-/.test(id)); // what has no record of its own any more stands in the list
  check(lost.length === beyond.length, `links that lead nowhere: ${[...new Set(lost)].slice(0, 5)}`);
  if (beyond.length) {
    await page.evaluate(id => { location.hash = '#' + id; }, beyond[0]);
    await page.locator('[data-only]:visible').waitFor();
    check(await page.locator('#t-bevindingen tbody tr').count() > 0, `beyond the cap: ${beyond[0]} leads to its findings`);
  }
  const ids = await page.evaluate(() => { const seen = new Set(), twice = []; for (const node of document.querySelectorAll('[id]')) { if (seen.has(node.id)) twice.push(node.id); seen.add(node.id); } return twice; });
  check(ids.length === 0, `ids that stand twice: ${ids.slice(0, 5)}`);
  check(await page.locator('[style]').count() === 0, 'no style attributes');
  check(await page.evaluate(() => [...document.querySelectorAll('*')].every(node => [...node.attributes].every(attribute => !attribute.name.startsWith('on')))), 'no handlers in markup');
  await close(page);
}

// Paper.
for (const fragment of ['', '#werklijst', '#leerlingen', '#alles']) {
  const page = await open({ viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }, fragment);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  check(pdf.subarray(0, 5).toString() === '%PDF-' && pdf.length > 10000, `print ${fragment}`);
  if (fragment === '' || folder) {
    await page.emulateMedia({ media: 'print' });
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    check(background === 'rgb(255, 255, 255)', `print is light: ${background}`);
  }
  if (folder) await page.pdf({ path: `${folder}/print${fragment.replace('#', '-')}.pdf`, preferCSSPageSize: true });
  await close(page);
}

// The address of one pupil prints that one.
{
  const page = await open({ viewport: { width: 1280, height: 900 } }, '#leerlingen');
  const one = await page.evaluate(() => { const record = document.querySelector('#leerlingen > .record'); if (record) location.hash = record.id; return record && record.id; });
  if (one) {
    await until(page, id => document.getElementById(id).classList.contains('only'), one);
    await page.emulateMedia({ media: 'print' });
    const left = await page.evaluate(() => [...document.querySelectorAll('#leerlingen > *')].filter(part => getComputedStyle(part).display !== 'none').map(part => part.id));
    check(left.length === 2 && left[1] === one, `one pupil on paper: ${left.slice(0, 4)}`);
    check(await page.evaluate(id => getComputedStyle(document.getElementById(id)).breakBefore, one) === 'auto', 'one pupil begins on the first sheet');
  }
  await close(page);
}

await browser.close();
console.log(`browser: ${checks} checks, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
