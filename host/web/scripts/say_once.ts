// What happened is said once: a reload or a bookmark of the page must not say it again.
export function sayOnce(): void {
    const here = new URL(location.href);
    if (!here.searchParams.has('esito')) return;
    here.searchParams.delete('esito');
    history.replaceState(history.state, '', here);
}
