"""A city that was backed up, on another data directory, at the address of the one it was.

    backup(house, folder)                       # while it serves
    with Restored(house, folder) as again: ...  # the first one must not run: they share the address

Of the first city it gets the key, as an operator brings it from where he keeps it, and nothing else.
"""
import pathlib
import shutil
import subprocess

from support.house import BUILD, ROOT, Failed, House


def buono(config, *words, wrapper=()):
    """Exit code and everything said."""
    line = [*wrapper, BUILD / "bin/buono", *words[:1], "--config", config, *words[1:]]
    done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=False)
    return done.returncode, done.stdout + done.stderr


def backup(house, folder, *options, wrapper=()):
    """However fast the clients of a test write meanwhile: it does not give way to them."""
    options += ("--log-limit", "16384")
    code, words = buono(house.config, "backup", folder, *options, wrapper=wrapper)
    if code:
        raise Failed(f"buono backup: exit {code}\n{words}")
    return manifest(folder)


def manifest(folder):
    lines = (pathlib.Path(folder) / "manifest").read_text(encoding="utf-8").splitlines()
    return {name: value for name, _, value in (line.partition(" ") for line in lines) if name != "file"}


class Restored(House):
    """@param how  is given the data directory, which has the key only, and makes it the city's: by default `buono restore` of
    `folder` does, or nothing where a cluster was restored. What it answers is `said`."""

    def __init__(self, of, folder=None, cluster=None, how=None):
        self.of, self.backup, self.how, self.said = of, folder, how or self.restore, ""
        if cluster:
            self.how = how or (lambda data: "")
        super().__init__(of.store, settings={"port": str(of.port)}, cluster=cluster)
        self.port = of.port

    def migrate(self):
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        shutil.copy2(self.of.folder / "data/master.key", data)
        self.said = self.how(data)

    def restore(self, _):
        code, words = buono(self.config, "restore", self.backup)
        if code:
            raise Failed(f"buono restore: exit {code}\n{words}")
        return words
