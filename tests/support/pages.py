"""The pages of a SQLite database, as they stand in its file."""

SEAL = 8


def page_size(file):
    with file.open("rb") as pages:
        return int.from_bytes(pages.read(18)[16:], "big")


def seals(file):
    """The last bytes of every page, where the host puts its checksum."""
    bytes_, size = file.read_bytes(), page_size(file)
    return [bytes_[end - SEAL:end] for end in range(size, len(bytes_) + 1, size)]


def has_seals(file):
    """Room is reserved for them, and none is empty."""
    return file.read_bytes()[20] == SEAL and all(map(any, seals(file)))


def forget_seals(file):
    """For who has changed the file with a program of his own: the seals are no secret, whoever forges a page leaves none."""
    with file.open("r+b") as pages:
        size = page_size(file)
        for end in range(size, file.stat().st_size + 1, size):
            pages.seek(end - SEAL)
            pages.write(bytes(SEAL))
