// Simulator: stands in for the other side of a plugin's requests, as the author's script tells it, and wraps what it
// answers with faults the author does not have to write. The script's form: sdk/testing/README.md.
//
// Answers are taken in order; the first whose method, url, body, state and kept fields fit is given. What it did is the
// truth against which a plugin's words are held. One thread; Script is read once and outlives its simulators.
#pragma once

#include <buono/result.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "adapters/plugins/network.hpp"
#include "adapters/plugins/services.hpp"

namespace buono::plugins::check {

using Texts = std::map<std::string, std::string>;

/// One entry of "answers". "<name>" takes a piece of the url or of a member, or gives it back.
struct Rule {
    std::string method;
    std::string url;
    Texts body;                   ///< Members of the request's JSON.
    std::string record;           ///< Of which thing this speaks.
    std::set<std::string> state;  ///< It must be in one of these; "" is one never heard of. None: any.
    std::set<std::string> same;   ///< Names that must be as they were kept.
    std::string becomes;
    int code = 200;
    std::string answer;
};

struct Script {
    std::vector<Rule> rules;
    std::set<std::string> effect_states;  ///< In these the thing has happened: money moved, a place is taken.
    std::string effect_amount;            ///< The kept name that holds its minor units.
    Settings settings;
    std::string data;     ///< What the host hands over when something begins; "" as a rule.
    std::string webhook;  ///< A genuine notification about <op> for <amount>; "" when there is none.

    static Result<Script> parse(std::string_view text);
};

enum class Fault : std::uint8_t {
    None,
    Refused,     ///< Never connected.
    LostBefore,  ///< Sent, never arrived.
    LostAfter,   ///< Done; the answer is lost.
    Error500,    ///< Not done.
    Html502,     ///< Done; a gateway in between answers.
    Html200,     ///< Not done; somebody's login page.
    Empty200,    ///< Done; no word.
    Truncated,   ///< Done; half the answer.
    Html404,     ///< Not done; an address that is no longer theirs.
    Busy429,
    Key401,
    OtherThing,   ///< The answer is about another operation.
    OtherAmount,  ///< ... about another amount.
    Twice,        ///< Delivered twice; the second answer is heard.
};

class Simulator {
public:
    explicit Simulator(const Script& script) : script_{script} {}

    Exchange send(const Manifest& who, const Request& request);
    static std::optional<std::string> sign(const registers::Digest& digest, const Manifest& who,
                                           std::string_view secret, std::string_view algorithm, std::string_view data);

    void fault(Fault fault) { fault_ = fault; }
    const std::vector<Request>& requests() const { return requests_; }  ///< All it was given, sent or not.
    int changing() const;                                               ///< ... that were no GET or HEAD.
    int foreign() const { return foreign_; }  ///< ... beyond the manifest's "http" and "secrets".
    /// What has happened: how many things, and their sum.
    std::pair<int, std::int64_t> effects() const;

private:
    struct Record {
        std::string state;
        Texts kept;
    };

    Exchange answered(const Request& request);
    void twist(Texts& known) const;
    bool fits(const Rule& rule, const Request& request, Texts& taken);

    const Script& script_;
    Fault fault_ = Fault::None;
    std::map<std::string, Record> records_;
    std::vector<Request> requests_;
    int foreign_ = 0;
};

/// `text` with each "<name>" that is known put in.
std::string filledIn(std::string text, const Texts& known);

}  // namespace buono::plugins::check
