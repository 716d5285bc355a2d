#include "core/people/assistance.hpp"

#include "core/people/code.hpp"
#include "core/register/codes.hpp"

namespace buono::people {
namespace {

constexpr std::size_t kAssistanceCodeSymbols = kAssistanceCodeBytes / 5 * 8;

bool isOpen(const Assistance& assistance, Instant now) { return now < assistance.ends; }

}  // namespace

std::optional<Assistance> openFor(const Assistances& assistances, const Id& session, const Id& operator_id,
                                  Instant now) {
    auto assistance = assistances.find(session);
    const bool theirs = assistance && assistance->operator_id == operator_id && isOpen(*assistance, now);
    return theirs ? assistance : std::nullopt;
}

Result<AssistanceCode> GiveAssistanceCode::operator()(const Id& person, std::string_view code, Instant now) {
    // Drawn among 2^40 and still one that lives: draw again.
    if (assistances_.code(code)) return Error{codes::kBusy, {}, "the code is in use: ask once more"};
    const AssistanceCode consent{person, {now.us + kAssistanceCodeLife_us}};
    assistances_.putCode(consent, code);
    return consent;
}

Result<Assistance> OpenAssistance::operator()(const Caller& caller, std::string_view typed, Instant now) {
    const auto code = readHandedCode(typed, kAssistanceCodeSymbols);
    const auto consent = code ? assistances_.code(*code) : std::nullopt;
    if (!consent || consent->expires <= now) return Error{codes::kAssistanceCodeRefused, "/code", {}};
    const Assistance opened{
        ids_.next(), consent->person, caller.person, caller.scope, now, {now.us + kAssistanceLife_us}};
    assistances_.removeCode(consent->person);
    assistances_.add(opened);
    notices_.add({ids_.next(), opened.person, std::string{notice::kAssistanceOpened}, opened.id, now, false});
    return opened;
}

Status EndAssistance::operator()(const Caller& caller, const Id& session, Instant now) {
    const auto assistance = assistances_.find(session);
    const bool theirs = assistance && (assistance->operator_id == caller.person || assistance->person == caller.person);
    if (!theirs || !isOpen(*assistance, now)) return Error{codes::kNotFound, {}, {}};
    assistances_.end(session, now);
    return kOk;
}

}  // namespace buono::people
