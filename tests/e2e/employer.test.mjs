// The employer's day: a plan, a file with a good and a bad row, the check, the crediting. Needs BUONO_EMPLOYER.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { both, hasLogIn, inspect, logIn, open, url } from './browser.mjs';

const header = 'tax_code,given_name,family_name,birth_date,amount,dependent_child';
const rows = `${header}\nRSSMRA80A01X999W,Mario,Rossi,1980-01-01,0.01,no\nRSSMRA80A01X999A,Mario,Rossi,1980-01-01,1.00,no\n`;

async function openPlan(page, name) {
    await page.goto(`${url}/azienda`);
    await page.fill('#name', name);
    await page.fill('#amount', '1.000,50');
    await page.click('form[action="/azienda/piani"] button');
    await page.waitForURL(/\/azienda\/piani\//);
}

if (hasLogIn('employer')) {
    both(test, 'an employer opens a plan, sees what the check says, and credits', async (page, scripts) => {
        await logIn(page, 'employer');
        await openPlan(page, 'Piano di prova');
        assert.match(await page.locator('.facts').innerText(), /1\.000,50/);
        if (scripts) {
            const buffer = Buffer.from(rows.replaceAll(',', ';'));
            await page.setInputFiles('#file', { name: 'crediti.csv', mimeType: 'text/csv', buffer });
            await page.waitForFunction(() => document.querySelector('#csv').value !== '');
        } else {
            assert.equal(await page.locator('#file').isVisible(), false);
            await page.fill('#csv', rows);
        }
        await page.click('form[action$="/crediti"] button');
        await page.waitForURL(/\/azienda\/crediti\//);
        const refused = await page.locator('tbody tr').allInnerTexts();
        assert.equal(refused.length, 1);
        assert.match(refused[0], /3\s+tax_code/);
        await page.click('form[action$="/conferma"] button');
        await page.waitForURL(/\/azienda\/piani\//);
        assert.equal(await page.locator('[role=status]').count(), 1);
        assert.match(await page.locator('.facts').innerText(), /0,01/);
    });

    test('a file that is no table says so and keeps what was typed', async () => {
        const { page, close } = await open({ scripts: false });
        try {
            await logIn(page, 'employer');
            await openPlan(page, 'Piano di prova');
            await page.fill('#csv', 'una riga qualsiasi');
            await page.click('form[action$="/crediti"] button');
            assert.equal(await page.locator('[role=alert]').count(), 1);
            assert.equal(await page.inputValue('#csv'), 'una riga qualsiasi');
        } finally { await close(); }
    });

    test('the employer pages are accessible at both widths', async () => {
        const { page, close } = await open();
        try {
            await logIn(page, 'employer');
            await inspect(page);
            await openPlan(page, 'Piano di prova');
            await inspect(page);
        } finally { await close(); }
    });
}
