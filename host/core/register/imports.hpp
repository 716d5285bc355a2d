// Imports: files that wait to be confirmed. Nothing of a file is written before somebody confirms it.
//
// A file is staged: read, checked row by row, kept as ciphertext under a key of its own. Confirming checks it again,
// inside the change, and writes what is accepted; confirming or discarding destroys the key. What rows mean is known
// by the room that offers the kind (ImportKind) alone. Refusals name a line, a column and a reason, never a person.
// Ports: Imports reads on any connection and writes on the writer's. The use cases run inside Register::once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <buono/result.hpp>

#include "core/register/id.hpp"
#include "core/register/table.hpp"
#include "core/register/time.hpp"

namespace buono::registers {

/// The number is kept in rows.
enum class ImportState : std::uint8_t { Staged = 1, Confirmed = 2, Discarded = 3 };

/// "staged", "confirmed", "discarded": the word of the API.
std::string_view word(ImportState state);

/// Why one row was not taken. One row has at most one: the first rule it breaks.
struct RefusedRow {
    int line = 0;
    std::string column;  ///< Of the header; "" when the whole row is wrong.
    ErrorCode code{};
    std::string detail;  ///< One English sentence; never personal data.

    bool operator==(const RefusedRow&) const = default;
};

struct Import {
    Id id;
    std::string kind;   ///< "applications", "credits"
    Id target;          ///< What it goes into: a programme, a plan.
    std::string actor;  ///< Who staged it.
    Id scope;           ///< Employer of the actor; nil for the city.
    ImportState state = ImportState::Staged;
    int accepted = 0;
    int refused = 0;
    Instant at;             ///< When it was staged: the day its rows were handed in.
    std::uint64_t seq = 0;  ///< Place of the ledger it was last changed at.
};

class Imports {
public:
    virtual ~Imports() = default;
    virtual std::optional<Import> find(const Id& id) const = 0;
    /// The document as it was staged; "" once it is confirmed or discarded.
    virtual std::string document(const Id& id) const = 0;
    /// By line, those after `after_line`.
    virtual std::vector<RefusedRow> refusedRows(const Id& id, int after_line, int limit) const = 0;

    virtual void add(const Import& import, std::string_view document, std::span<const RefusedRow> refused) = 0;
    /// State, counts and seq; Confirmed and Discarded destroy the document.
    virtual void keep(const Import& import) = 0;
    /// What the second check, at confirmation, found instead of the first.
    virtual void replaceRefusedRows(const Id& id, std::span<const RefusedRow> refused) = 0;
};

/// A kind of file, offered by the room that understands its rows. One instance per connection.
class ImportKind {
public:
    using Checked = std::pair<int, std::vector<RefusedRow>>;  ///< Rows accepted, rows refused.

    virtual ~ImportKind() = default;
    /// An Error when the target or the header is wrong: then no row was looked at.
    virtual Result<Checked> check(const Import& import, const Table& table, Instant now) const = 0;
    /// Within the change: writes the rows that check() accepts now, answers the seq of the ledger.
    virtual Result<std::uint64_t> write(const Import& import, const Table& table, Instant now) = 0;
};

using ImportKinds = std::map<std::string, ImportKind*, std::less<>>;

inline constexpr std::size_t kImportLinesMax = 20'000;

/// Keeps a file that was read and checked; `checked` may be a refusal, which is then the answer.
class StageImport {
public:
    explicit StageImport(Imports& imports) : imports_{imports} {}
    Result<Import> operator()(Import import, std::string_view document, const Result<ImportKind::Checked>& checked);

private:
    Imports& imports_;
};

class ConfirmImport {
public:
    ConfirmImport(Imports& imports, const TableReader& tables, const ImportKinds& kinds)
        : imports_{imports}, tables_{tables}, kinds_{kinds} {}
    /// @param scope of the caller: another's import is the same as none.
    Result<Import> operator()(const Id& id, const Id& scope, Instant now);

private:
    Imports& imports_;
    const TableReader& tables_;
    const ImportKinds& kinds_;
};

class DiscardImport {
public:
    explicit DiscardImport(Imports& imports) : imports_{imports} {}
    /// @param seq of the ledger, for the answer.
    Result<Import> operator()(const Id& id, const Id& scope, std::uint64_t seq);

private:
    Imports& imports_;
};

}  // namespace buono::registers
