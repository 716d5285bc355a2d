// The city pays enti what was redeemed: one person proposes, another approves, then there is a file for the bank.
// Runs after the journeys of the families, which redeem something.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { hasLogIn, inspect, logIn, open, url } from './browser.mjs';

const skip = hasLogIn('manager') && hasLogIn('accountant') ? false : 'BUONO_MANAGER or BUONO_ACCOUNTANT is not set';

async function as(role, scripts, journey) {
    const { page, close } = await open({ scripts });
    try {
        await logIn(page, role);
        return await journey(page);
    } finally { await close(); }
}

test('a payment is proposed by one person and approved by another', { skip }, async () => {
    const address = await as('accountant', true, async (page) => {
        await page.goto(`${url}/comune/pagamenti`);
        await inspect(page);
        await page.getByRole('button', { name: 'Proponi' }).click();
        await page.waitForURL(/\/comune\/pagamenti\/.*esito=proposto/);
        await inspect(page);
        assert.equal(await page.getByRole('button', { name: 'Approva' }).count(), 0, 'not by who proposed it');
        return page.url().split('?')[0];
    });
    await as('manager', false, async (page) => {
        await page.goto(address);
        const total = await page.locator('tfoot .num').last().innerText();
        await page.getByRole('button', { name: 'Approva' }).click();
        await page.locator('.note.good').waitFor();
        const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'File per la banca' }).click()]);
        const file = readFileSync(await download.path(), 'utf8');
        const sum = total.replace(/[^0-9,]/g, '').replace(',', '.');
        assert.match(file, new RegExp(`<CtrlSum>${sum}</CtrlSum>`));
    });
});

test('who has nothing to pay is told so', { skip }, async () => {
    await as('accountant', false, async (page) => {
        await page.goto(`${url}/comune/pagamenti`);
        await page.getByText('Nulla da pagare').waitFor();
        assert.equal(await page.getByRole('button', { name: 'Proponi' }).count(), 0);
    });
});
