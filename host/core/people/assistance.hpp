// Assistance: an operator of a Spazio sees a person's summary, with the person, for at most an hour.
//
// The person gives consent by saying a code (30 minutes, used once). The session belongs to the operator who opened
// it; anybody else's, one that ended and one that never was are the same: absent. The person is told that it was
// opened and may end it too. What a summary shows is the adapter's list, not this module's. Writer's thread only,
// but for reading rows.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <buono/result.hpp>

#include "core/people/caller.hpp"
#include "core/people/notices.hpp"

namespace buono::people {

inline constexpr std::int64_t kAssistanceCodeLife_us = 30LL * 60 * 1'000'000;
inline constexpr std::int64_t kAssistanceLife_us = 60LL * 60 * 1'000'000;

struct AssistanceCode {
    Id person;
    Instant expires;
};

struct Assistance {
    Id id;
    Id person;
    Id operator_id;
    Id space;
    Instant opened;
    Instant ends;  ///< An hour later, or when it was ended.
};

class Assistances {
public:
    virtual ~Assistances() = default;
    virtual std::optional<Assistance> find(const Id& session) const = 0;
    /// Those that have not ended at `now`, newest first.
    virtual std::vector<Assistance> ofOperator(const Id& operator_id, Instant now) const = 0;
    virtual std::vector<Assistance> withPerson(const Id& person, Instant now) const = 0;
    virtual void add(const Assistance& assistance) = 0;
    virtual void end(const Id& session, Instant now) = 0;

    /// @param code canonical (people/code.hpp).
    virtual std::optional<AssistanceCode> code(std::string_view code) const = 0;
    /// Replaces the person's code: at most one is good at a time.
    virtual void putCode(const AssistanceCode& consent, std::string_view code) = 0;
    virtual void removeCode(const Id& person) = 0;
};

/// The session, when it is open now and `operator_id` opened it.
std::optional<Assistance> openFor(const Assistances& assistances, const Id& session, const Id& operator_id,
                                  Instant now);

class GiveAssistanceCode {
public:
    explicit GiveAssistanceCode(Assistances& assistances) : assistances_{assistances} {}
    /// @param code canonical, of kAssistanceCodeBytes random bytes.
    Result<AssistanceCode> operator()(const Id& person, std::string_view code, Instant now);

private:
    Assistances& assistances_;
};

class OpenAssistance {
public:
    OpenAssistance(Assistances& assistances, Notices& notices, registers::Ids& ids)
        : assistances_{assistances}, notices_{notices}, ids_{ids} {}
    /// @param typed the code as it was heard. Mistyped, expired and unknown are one refusal.
    Result<Assistance> operator()(const Caller& caller, std::string_view typed, Instant now);

private:
    Assistances& assistances_;
    Notices& notices_;
    registers::Ids& ids_;
};

class EndAssistance {
public:
    explicit EndAssistance(Assistances& assistances) : assistances_{assistances} {}
    /// By the operator who opened it, or by the person it is about.
    Status operator()(const Caller& caller, const Id& session, Instant now);

private:
    Assistances& assistances_;
};

}  // namespace buono::people
