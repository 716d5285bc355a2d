// Promises: what a PostgreSQL server must keep before a city trusts it, asked of the server itself.
//
// A refusal names the setting. Pure but for `ask`, which runs one statement and answers its one value; what that throws
// goes through.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <buono/result.hpp>

namespace buono::store {

using Ask = std::function<std::string(const char* sql)>;

/// Encoding, order of texts, and that a commit is on the server's disk before it is answered.
Status checkDurability(const Ask& ask);

/// That a commit also waits for this many standbys. @param names  synchronous_standby_names of the server.
Status checkReplicas(std::string_view names, int replicas);

/// How many standbys a commit waits for: "ANY 1 (a, b)" 1, "2 (a, b)" 2, "a, b" 1, "" none.
int standbysWaitedFor(std::string_view names);

}  // namespace buono::store
