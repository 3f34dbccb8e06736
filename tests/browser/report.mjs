// node tests/browser/report.mjs REPORT.html [FOLDER]: opens a report in Chromium and checks that it asks nothing of anyone,
// breaks no policy, is accessible in every view, language, theme and width, and that language, filters, sorting, paging and
// print work. Screenshots go to FOLDER when one is given. Exit status 1 when anything failed.
import { mkdirSync, readFileSync } from 'node:fs';
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
  page.on('request', request => check(request.url().split('#')[0] === address || request.url().startsWith('data:'), `request: ${request.url().slice(0, 80)}`));
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

async function checkAxe(page, what) {
  if (!await page.evaluate(() => Boolean(window.axe))) await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }));
  for (const violation of result.violations)
    check(false, `axe ${what}: ${violation.id} (${violation.nodes.length}): ${violation.nodes[0].target} ${violation.nodes[0].failureSummary.split('\n').slice(1, 2)}`);
  check(true, what);
}

const first = await open({ viewport: { width: 1280, height: 900 } });
const views = await first.$$eval('main > .view', nodes => nodes.map(node => node.id));
check(views.length >= 7, 'seven views');
await close(first);

for (const width of [1280, 360]) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await open({ viewport: { width, height: 900 }, colorScheme });
    for (const language of ['nl', 'en']) {
      await page.locator(`label[for="taal-${language}"]`).click();
      for (const view of views) {
        const what = `${view} ${language} ${colorScheme} ${width}`;
        await page.evaluate(id => { location.hash = '#' + id; }, view);
        await until(page, id => document.documentElement.dataset.view === id, view);
        check(await page.locator('html').getAttribute('lang') === language, `${what}: lang`);
        check(await page.locator(`#${view} .${language === 'nl' ? 'en' : 'nl'}:visible`).count() === 0, `${what}: the other language is shown`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        check(wide <= 0, `${what}: ${wide} px too wide`);
        await checkAxe(page, what);
        if (folder) await page.screenshot({ path: `${folder}/${view}-${language}-${colorScheme}-${width}.png`, fullPage: true });
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
  for (const button of await page.locator(`#${view} .sort:visible`).all()) {
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

// Links inside the page lead somewhere; a filter in the fragment is applied on opening.
{
  const page = await open({ viewport: { width: 1280, height: 900 } }, '#protocol?result=fail');
  const results = await page.locator('#t-protocol [data-row]:visible').evaluateAll(rows => rows.map(row => row.dataset.result));
  check(results.every(result => result === 'fail'), 'filter from the fragment');
  const lost = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')].map(link => link.getAttribute('href').slice(1).split('?')[0]).filter(id => id !== 'alles' && !document.getElementById(id)));
  check(lost.length === 0, `links that lead nowhere: ${[...new Set(lost)].slice(0, 5)}`);
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

await browser.close();
console.log(`browser: ${checks} checks, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
