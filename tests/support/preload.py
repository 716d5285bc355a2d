"""Small libraries that stand between a host and its machine (LD_PRELOAD), built from C beside this file when they are asked for.

    with Wall() as wall: House(wrapper=wall.wrapper()) ...; wall.move(3600); wall.stand()
"""
import pathlib
import shutil
import struct
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
HOUR, DAY, YEAR = 3600, 86400, 365 * 86400


class Preload:
    """@param source  a C file of this folder."""

    def __init__(self, source):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="buono-preload-"))
        self.folder.chmod(0o755)
        self.library = self.folder / "between.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", self.library, HERE / source, "-ldl"],
                       check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def wrapper(self, **environment):
        """What a program is started under."""
        return ["env", f"LD_PRELOAD={self.library}", *(f"{name}={value}" for name, value in environment.items())]


class Wall(Preload):
    """The wall clock of whoever is started under it. @param steady  False moves the clock since the boot along."""

    def __init__(self, steady=True):
        super().__init__("wall.c")
        self.file, self.steady = self.folder / "wall", steady
        self.seconds = 0
        self.move(0)

    def wrapper(self):
        return super().wrapper(BUONO_WALL=self.file, **({} if self.steady else {"BUONO_WALL_BOOT": "1"}))

    def write(self, add_ns, stands_ns):
        bytes_ = struct.pack("=qq", add_ns, stands_ns)
        if not self.file.exists():
            self.file.write_bytes(bytes_)
        with self.file.open("r+b", buffering=0) as file:  # In place: whoever has it mapped sees it.
            file.write(bytes_)

    def move(self, seconds):
        """So far from the machine's clock, from now on."""
        self.seconds = seconds
        self.write(int(seconds * 1e9), 0)

    def stand(self):
        self.write(0, time.time_ns() + int(self.seconds * 1e9))


class Rewritten(Preload):
    """A host whose SQL says something else in one place."""

    def __init__(self, needle, instead):
        super().__init__("rewrite.c")
        self.needle, self.instead = needle, instead

    def wrapper(self):
        return super().wrapper(BUONO_NEEDLE=self.needle, BUONO_INSTEAD=self.instead)
