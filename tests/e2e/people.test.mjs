// A family registers, adds a child, and lets an operator of a Spazio help for a moment.
//
// The people are new in each run.
import assert from 'node:assert/strict';
import test from 'node:test';
import { both, hasLogIn, inspect, logIn, open, url } from './browser.mjs';
import { taxCode } from './tax_code.mjs';

const kPassword = 'un banco vicino alla finestra';

async function fillPerson(page, { code, given, family, born }) {
    await page.fill('#given_name', given);
    await page.fill('#family_name', family);
    await page.fill('#birth_date', born);
    await page.fill('#tax_code', code);
}

async function register(page, scripts) {
    await page.goto(`${url}/registrazione`);
    if (scripts) await inspect(page);
    const mother = { code: taxCode('84C50'), given: 'Ada', family: 'Prova', born: '1984-03-10' };
    await fillPerson(page, { ...mother, code: mother.code.slice(0, 15) + (mother.code[15] === 'A' ? 'B' : 'A') });
    await page.fill('#username', `ada.${Date.now()}.${Math.floor(Math.random() * 1e6)}`);
    await page.fill('#password', kPassword);
    await page.click('main form button');
    await page.getByText('Il codice fiscale non è valido').waitFor();
    assert.equal(await page.inputValue('#family_name'), 'Prova', 'what was typed is still there');
    assert.equal(await page.inputValue('#password'), '', 'but the password');
    await page.fill('#tax_code', mother.code);
    await page.fill('#password', kPassword);
    await page.click('main form button');
    await page.waitForURL((there) => there.pathname === '/area');
}

both(test, 'a family registers, adds a child and is told what happens', async (page, scripts) => {
    await register(page, scripts);
    await page.getByRole('link', { name: 'I miei figli' }).click();
    await fillPerson(page, { code: taxCode('16P41'), given: 'Lia', family: 'Prova', born: '2016-09-01' });
    await page.click('main form button');
    await page.getByRole('heading', { name: 'Lia Prova' }).waitFor();
    if (scripts) await inspect(page);
    await page.getByRole('link', { name: 'Avvisi' }).click();
    assert.equal(await page.locator('nav [aria-current=page]').innerText(), 'Avvisi');
    if (scripts) await inspect(page);
});

const skip = hasLogIn('space') ? false : 'BUONO_SPACE is not set';
const desks = skip ? (name) => test(name, { skip }) : test;

both(desks, 'an operator sees a summary with the code, and nothing once the person ends it', async (page, scripts) => {
    await register(page, scripts);
    await page.getByRole('link', { name: 'Aiuto a uno Spazio' }).click();
    await page.click('main form button.go');
    const code = await page.locator('.ticket .code').innerText();
    if (scripts) await inspect(page);

    const desk = await open({ scripts });
    await logIn(desk.page, 'space');
    assert.equal(new URL(desk.page.url()).pathname, '/spazio');
    if (scripts) await inspect(desk.page);
    await desk.page.fill('#code', code.toLowerCase());
    await desk.page.click('main form button.go');
    await desk.page.getByRole('heading', { name: 'Ada' }).waitFor();
    if (scripts) await inspect(desk.page);
    assert.doesNotMatch(await desk.page.locator('main').innerText(), /Prova|1984|€/);

    await page.goto(`${url}/area/sportello`);
    await page.getByRole('button', { name: 'Termina ora' }).click();
    await page.getByText('Ora nessuno vede nulla di te').waitFor();
    const response = await desk.page.reload();
    assert.equal(response.status(), 404);
    await desk.close();
});
