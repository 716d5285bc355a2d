"""What a person watching the story sees: one line a step, a bar where a step is long, nothing when nobody looks."""
import sys
import time


class Progress:
    def __init__(self, quiet=False):
        self.quiet, self.terminal, self.begun = quiet, sys.stderr.isatty(), time.monotonic()

    def step(self, title):
        self.say(f"{title}")

    def note(self, text):
        self.say(f"    {text}")

    def say(self, text):
        if not self.quiet:
            self.clear()
            print(f"{time.monotonic() - self.begun:6.1f} s  {text}", file=sys.stderr, flush=True)

    def bar(self, what, done, total):
        if self.quiet or not self.terminal or not total:
            return
        filled = 30 * done // total
        print(f"\r          {what} [{'#' * filled}{'.' * (30 - filled)}] {done}/{total}\033[K", end="", file=sys.stderr, flush=True)
        if done == total:
            self.clear()

    def clear(self):
        if self.terminal:
            print("\r\033[K", end="", file=sys.stderr)


class Quiet(Progress):
    def __init__(self):
        super().__init__(quiet=True)
