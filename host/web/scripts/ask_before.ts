// A last question before a button that moves money or cannot be undone. The words are the page's own.
export function askBefore(root: Document): void {
    root.addEventListener('submit', (event) => {
        const button = (event as SubmitEvent).submitter;
        const question = button instanceof HTMLElement ? button.dataset.ask : undefined;
        if (question && !window.confirm(question)) event.preventDefault();
    });
}
