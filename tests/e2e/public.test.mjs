// What anybody sees: the catalogue, its search, the statements, the refusals.
import assert from 'node:assert/strict';
import test from 'node:test';
import { both, inspect, open, url } from './browser.mjs';

const kPages = ['/', '/attivita', '/spazi', '/accesso', '/accessibilita', '/privacy', '/no-such-page'];

for (const path of kPages) {
    test(`${path} has no violation of level A or AA at 360 and 1280`, async () => {
        const { page, close } = await open();
        try {
            await page.goto(url + path);
            await inspect(page);
        } finally { await close(); }
    });
}

both(test, 'the search finds a service and opens it', async (page, scripts) => {
    await page.goto(`${url}/attivita`);
    const first = await page.locator('#results h3 a').first().innerText();
    await page.fill('#q', first);
    if (scripts) await page.waitForURL(/q=/);
    else await page.click('form.filters button');
    const found = page.locator('#results h3 a', { hasText: first }).first();
    await found.waitFor();
    await found.click();
    assert.equal(await page.locator('h1').innerText(), first);
    await page.getByRole('link', { name: 'Acquista' }).waitFor();
});

both(test, 'a search that finds nothing says so and offers a way on', async (page) => {
    await page.goto(`${url}/attivita?q=zzzzzzzz`);
    await page.locator('.empty a').click();
    await page.locator('#results h3 a').first().waitFor();
});

test('Back returns to the list as it was before a live filter', async () => {
    const { page, close } = await open();
    try {
        await page.goto(`${url}/attivita`);
        const before = await page.locator('#results h2').innerText();
        await page.fill('#q', 'zzzzzzzz');
        await page.locator('#results .empty').waitFor();
        await page.goBack();
        await page.waitForFunction((text) => document.querySelector('#results h2')?.innerText === text, before);
        assert.equal(await page.inputValue('#q'), '');
    } finally { await close(); }
});

both(test, 'the language is chosen and kept', async (page) => {
    await page.goto(`${url}/attivita`);
    await page.click('a[hreflang=en]');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.goto(`${url}/spazi`);
    assert.equal(await page.locator('h1').innerText(), 'Spaces');
});

both(test, 'a wrong password keeps the name that was typed and tells no more', async (page) => {
    await page.goto(`${url}/accesso`);
    await page.fill('#username', 'nobody-of-this-name');
    await page.fill('#password', 'a-wrong-password');
    await page.click('main form button');
    await page.locator('[role=alert]').waitFor();
    assert.equal(await page.inputValue('#username'), 'nobody-of-this-name');
    assert.equal(await page.inputValue('#password'), '');
});

test('a first visit weighs at most 60 kB', async () => {
    const { page, close } = await open();
    try {
        let bytes = 0;
        const sizes = [];
        page.on('requestfinished', (request) => sizes.push(request.sizes()));
        await page.goto(`${url}/`, { waitUntil: 'load' });
        await page.evaluate(() => document.fonts.ready.then(() => true));
        for (const size of await Promise.all(sizes)) bytes += size.responseBodySize + size.responseHeadersSize;
        assert.ok(bytes <= 61_440, `${bytes} bytes`);
    } finally { await close(); }
});
