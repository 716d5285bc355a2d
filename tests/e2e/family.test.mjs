// A family's purchase, from the activity to the ente that redeems its code.
import assert from 'node:assert/strict';
import test from 'node:test';
import { both, hasLogIn, inspect, logIn, open, readQr, url } from './browser.mjs';

const skip = !hasLogIn('family') || !hasLogIn('ente') ? 'BUONO_FAMILY and BUONO_ENTE are not set' : false;
const journeys = skip ? (name) => test(name, { skip }) : test;

/** Buys the first activity that `words` finds and returns the page of the purchase. */
async function buy(page, words) {
    await page.goto(`${url}/attivita?q=${encodeURIComponent(words)}`);
    await page.locator('#results h3 a').first().click();
    await page.getByRole('link', { name: 'Acquista' }).click();
    await page.locator('main form button').click();
    await page.locator('.shares').first().waitFor();
    await page.getByRole('button', { name: "Conferma l'acquisto" }).click();
    await page.waitForURL(/\/area\/acquisti\//);
    return page.url().split('?')[0];
}

both(journeys, 'the wallet shows vouchers and purchases', async (page, scripts) => {
    await logIn(page, 'family');
    assert.equal(new URL(page.url()).pathname, '/area');
    await page.locator('.pot').first().waitFor();
    if (scripts) await inspect(page);
});

both(journeys, 'a purchase is quoted line by line, bought, paid at the till, redeemed by QR', async (page, scripts) => {
    await logIn(page, 'family');
    const purchase = await buy(page, process.env.BUONO_E2E_SERVICE ?? 'nuoto');
    if (scripts) await inspect(page);
    const reference = page.locator('.note.warn strong').nth(1);  // Only when something is left for the till.
    const waits = await reference.count() ? await reference.textContent() : null;
    if (waits) {
        const till = await open({ scripts });
        await logIn(till.page, 'ente');
        const row = till.page.locator('form.panel', { hasText: waits });
        await row.locator('input[name=receipt]').fill(`E2E-${Date.now()}`);
        await row.locator('button').click();
        await till.page.locator('.note.good').waitFor();
        await till.close();
        for (let tries = 0; tries < 40 && await page.locator('.ticket').count() === 0; ++tries) {
            await page.waitForTimeout(250);
            await page.goto(purchase);
        }
    }
    const code = await readQr(page);
    assert.equal(code, (await page.locator('.ticket .code').innerText()).replaceAll('-', ''));
    const ente = await open({ scripts });
    await logIn(ente.page, 'ente');
    if (scripts) await inspect(ente.page);
    await ente.page.fill('#code', code);
    await ente.page.locator('main form button.go').first().click();
    await ente.page.locator('.note.good').waitFor();
    const shown = await ente.page.locator('main').innerText();
    assert.doesNotMatch(shown, /ISEE|residuo|da spendere/);
    await ente.close();
});

both(journeys, 'who must log in to buy comes back to what was chosen', async (page) => {
    await page.goto(`${url}/attivita`);
    await page.locator('#results h3 a').first().click();
    await page.getByRole('link', { name: 'Acquista' }).click();
    const [name, ...password] = process.env.BUONO_FAMILY.split(':');
    await page.fill('#username', name);
    await page.fill('#password', password.join(':'));
    await page.click('main form button');
    await page.locator('input[name=s0]').waitFor();
});

both(journeys, 'a purchase is cancelled and the wallet is as before', async (page) => {
    await logIn(page, 'family');
    const before = await page.locator('.pot .price').allInnerTexts();
    await buy(page, process.env.BUONO_E2E_SERVICE ?? 'nuoto');
    await page.getByRole('button', { name: "Annulla l'acquisto" }).click();
    await page.locator('.note.good').waitFor();
    await page.goto(`${url}/area`);
    assert.deepEqual(await page.locator('.pot .price').allInnerTexts(), before);
});

both(journeys, 'a code that is mistyped is refused and stays in the field', async (page) => {
    await logIn(page, 'ente');
    await page.fill('#code', 'K7MX2P-9QRT4W-CDE3HJ');
    await page.locator('main form button.go').first().click();
    await page.locator('[role=alert]').waitFor();
    assert.equal(await page.inputValue('#code'), 'K7MX2P-9QRT4W-CDE3HJ');
});

both(journeys, 'logging out ends the session', async (page) => {
    await logIn(page, 'family');
    await page.getByRole('button', { name: 'Esci' }).click();
    await page.goto(`${url}/area`);
    assert.equal(new URL(page.url()).pathname, '/accesso');
});
