// Filters that answer while one types. The form is an ordinary GET; this asks the same address and swaps the results.
const kPause_ms = 250;

export function liveSearch(form: HTMLFormElement): void {
    const target = form.dataset.live ?? '';
    let waiting = 0;
    let asked = 0;

    async function show(address: string): Promise<void> {
        const mine = ++asked;
        const answer = await fetch(address, { headers: { accept: 'text/html' } });
        if (mine !== asked) return;  // A later question overtook this one.
        if (!answer.ok) { location.assign(address); return; }
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const fresh = page.getElementById(target);
        if (mine === asked && fresh) document.getElementById(target)?.replaceWith(fresh);
    }
    function address(): string {
        const filled = new URLSearchParams();
        for (const [name, value] of new FormData(form)) if (typeof value === 'string' && value !== '') filled.append(name, value);
        return `${form.action.split('?')[0]}?${filled}`;
    }
    function refill(): void {
        const chosen = new URLSearchParams(location.search);
        for (const field of form.elements)
            if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = chosen.get(field.name) ?? '';
    }
    form.addEventListener('input', () => {
        clearTimeout(waiting);
        waiting = window.setTimeout(() => {
            history.pushState(null, '', address());
            void show(address());
        }, kPause_ms);
    });
    window.addEventListener('popstate', () => { refill(); void show(location.href); });
}
