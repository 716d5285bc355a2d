// The log of a host that ended amid its work, looked at before SQLite does.
//
// SQLite ends a log at the first frame whose checksum is wrong and forgets the rest without a word: right for what a
// power cut has torn, the end of a transaction that nobody was told of; wrong for a bit that has turned in what was
// acknowledged. A power cut leaves at most one transaction incomplete, the last. So: where one bit turned back makes a
// frame fit, and no other does, it is turned back; where several would, or two commits are at or after a wrong frame,
// it is damage; anything else is a torn end, and is cut off, so that the next look does not meet it again. Before the
// first connection, under the file's lock.
#pragma once

#include <string>

#include <buono/result.hpp>

namespace buono::store {

/// @param file  of the database. Refused (codes::kInternalError): damage that cannot be mended, a disk that fails.
Status mendLog(const std::string& file);

}  // namespace buono::store
