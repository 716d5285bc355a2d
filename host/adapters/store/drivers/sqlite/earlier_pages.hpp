// Earlier pages: the database of a release that did not seal its pages yet, once, at the first start of one that does.
//
// SQLite copies it (VACUUM INTO) into a file beside it whose pages have room for seals; every page of that one is read
// back and compared with its indexes, then it takes the name of the first. Whenever this is ended, the next start finds
// either the one or the other whole and goes on. It needs free space of the database's size; says what it does and how
// far it is. Before the first connection, under the file's lock; nobody else may have the database open.
#pragma once

#include <string>

#include <buono/result.hpp>

namespace buono::store {

/// Nothing where it has seals, or is to be made. Refused: somebody has it open (codes::kBusy), no room (InvalidValue),
/// damage, a disk that fails (codes::kInternalError).
/// @param file  its own name, not that of a link to it.
Status sealEarlier(const std::string& file);

}  // namespace buono::store
