// Reads a QR with the camera where the browser can; the typed code works everywhere.
interface Detector { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>; }
type DetectorMaker = new (options: { formats: string[] }) => Detector;

export function scanner(button: HTMLButtonElement): void {
    const maker = (window as unknown as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
    const field = document.getElementById(button.dataset.scan ?? '') as HTMLInputElement | null;
    if (!maker || !field || !navigator.mediaDevices) return;
    button.hidden = false;
    button.addEventListener('click', () => void read(new maker({ formats: ['qr_code'] }), field, button));
}

async function read(detector: Detector, field: HTMLInputElement, button: HTMLButtonElement): Promise<void> {
    const video = document.createElement('video');
    video.className = 'scanner';
    video.muted = true;
    video.playsInline = true;
    button.after(video);
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).catch(() => null);
    if (!stream) { video.remove(); button.hidden = true; return; }
    video.srcObject = stream;
    await video.play();
    while (video.isConnected) {
        const [found] = await detector.detect(video).catch(() => []);
        if (found) { field.value = found.rawValue; break; }
        await new Promise((next) => setTimeout(next, 150));
    }
    for (const track of stream.getTracks()) track.stop();
    video.remove();
    field.focus();
}
