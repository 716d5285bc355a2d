// The city's day: its calls with their budget, a file of applications checked and confirmed, ranking and award.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { both, hasLogIn, inspect, logIn, open, url } from './browser.mjs';
import { taxCode } from './tax_code.mjs';

const skip = hasLogIn('manager') && hasLogIn('city') && hasLogIn('auditor') ? false : 'BUONO_MANAGER, BUONO_CITY or BUONO_AUDITOR is not set';
const journeys = skip ? (name) => test(name, { skip }) : test;

const kHeader = ['applicant', 'child'].flatMap((who) =>
    ['tax_code', 'given_name', 'family_name', 'birth_date'].map((what) => `${who}_${what}`)).concat('bracket', 'isee_protocol');

function row(bracket) {
    return [taxCode('84C50'), 'Ada', 'Prova', '1984-03-10', taxCode('18P41'), 'Lia', 'Prova', '2018-09-01', bracket, 'INPS-ISEE-2026-01234567A-00'];
}

async function api(path, body, token) {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), ...token && { Authorization: `Bearer ${token}` } };
    const answer = await fetch(`${url}${path}`, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers });
    assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
    return answer.json();
}

/** A call that is open today, loaded by the manager; answers its id. */
async function openCall() {
    const [username, ...password] = process.env.BUONO_MANAGER.split(':');
    const { token } = await api('/v1/sessions', { username, password: password.join(':') });
    const now = new Date((await api('/v1/status')).now);
    const day = (after) => new Date(now.getTime() + after * 86_400_000).toISOString().slice(0, 10);
    const call = JSON.parse(readFileSync(new URL('../../schemas/programme/wish-mi.json', import.meta.url)));
    Object.assign(call, { slug: `prova-${crypto.randomUUID().slice(0, 8)}`, apply_from: day(-1), apply_by: day(10), buy_by: day(120),
        service_ends_by: day(150), claim_by: day(200) });
    return (await api('/v1/programmes', call, token)).id;
}

both(journeys, 'the city sees each call with its budget by source and its ranking', async (page, scripts) => {
    await logIn(page, 'manager');
    assert.equal(new URL(page.url()).pathname, '/comune');
    if (scripts) await inspect(page);
    await page.locator('.tile h2 a', { hasText: 'WISH' }).first().click();
    if (scripts) await inspect(page);
    const budget = page.locator('table').first();
    assert.match(await budget.locator('tfoot').innerText(), /259\.834,00/);
    assert.match(await budget.locator('tbody').innerText(), /UIA[\s\S]*CUP[\s\S]*170\.000,00/);
    await page.getByRole('link', { name: 'Graduatoria' }).click();
    if (scripts) await inspect(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Scarica in CSV' }).click()]);
    assert.match(readFileSync(await download.path(), 'utf8'), /^place,application,state\r?\n1,/);
});

both(journeys, 'a file of applications is checked row by row, then confirmed', async (page, scripts) => {
    const call = await openCall();
    await logIn(page, 'city');
    await page.goto(`${url}/comune/bandi/${call}`);
    if (scripts) await inspect(page);
    const csv = [kHeader, row('B1'), row('B9'), row('')].map((cells) => cells.join(';')).join('\r\n');
    await page.setInputFiles('#file', { name: 'domande.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByRole('button', { name: 'Controlla il file' }).click();
    await page.waitForURL(/\/comune\/importazioni\//);
    if (scripts) await inspect(page);
    const refused = await page.locator('tbody tr').allInnerTexts();
    assert.equal(refused.length, 2);
    assert.match(refused[0], /^3\s+bracket/);
    assert.match(refused[1], /^4\s+bracket/);
    await page.getByRole('button', { name: 'Conferma' }).click();
    await page.locator('.note.good').waitFor();
    await page.goto(`${url}/comune/bandi/${call}`);
    assert.match(await page.locator('main').innerText(), /In tutto\s+1/);
});

both(journeys, 'pasted lines are checked too, and a file may be discarded', async (page) => {
    const call = await openCall();
    await logIn(page, 'city');
    await page.goto(`${url}/comune/bandi/${call}`);
    await page.fill('#text', 'una riga qualsiasi');
    await page.getByRole('button', { name: 'Controlla il file' }).click();
    await page.locator('[role=alert]').waitFor();
    assert.equal(await page.inputValue('#text'), 'una riga qualsiasi');
    await page.fill('#text', [kHeader, row('B2')].map((cells) => cells.join(',')).join('\n'));
    await page.getByRole('button', { name: 'Controlla il file' }).click();
    await page.waitForURL(/\/comune\/importazioni\//);
    await page.getByRole('button', { name: 'Scarta' }).click();
    await page.locator('.note.good').waitFor();
    await page.goto(`${url}/comune/bandi/${call}`);
    await page.getByText('Ancora nessuna domanda').waitFor();
});

both(journeys, 'an award without anybody waiting or money is refused and keeps what was typed', async (page) => {
    await logIn(page, 'manager');
    await page.locator('.tile', { hasText: 'Voucher assegnati' }).locator('h2 a').first().click();
    await page.fill('#act_number', 'DD 2026/1');
    await page.getByRole('button', { name: 'Assegna' }).click();
    await page.locator('[role=alert]').waitFor();
    assert.equal(await page.inputValue('#act_number'), 'DD 2026/1');
});

both(journeys, 'an auditor reads all of it and changes nothing', async (page) => {
    await logIn(page, 'auditor');
    await page.locator('.tile h2 a').first().click();
    assert.equal(await page.locator('main form').count(), 0);
    await page.goto(`${url}/comune/pagamenti`);
    assert.equal(await page.locator('main form').count(), 0);
});

test('a family meets none of the pages of the city', { skip: skip || !hasLogIn('family') }, async () => {
    const { page, close } = await open();
    try {
        await logIn(page, 'family');
        for (const path of ['/comune', '/comune/pagamenti']) assert.equal((await page.goto(`${url}${path}`)).status(), 403, path);
    } finally { await close(); }
});
