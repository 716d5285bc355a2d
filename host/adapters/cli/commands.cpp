#include "adapters/cli/commands.hpp"

#include <Poco/SHA2Engine.h>

#include <buono/check.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>

#include "adapters/cli/client.hpp"

namespace buono::cli {
namespace {

using nlohmann::json;

struct Session {
    Client client;
    const CommandLine& line;
    Console console;
};

int code(Exit exit) { return static_cast<int>(exit); }

json parsed(const std::string& body) { return json::parse(body, nullptr, /*allow_exceptions=*/false); }

std::string member(const json& object, const char* name) {
    if (!object.is_object() || !object.contains(name)) return {};
    const auto& value = object.at(name);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

// A refusal as its reader wants it: what is wrong, where, and what to do.
int refused(const Session& s, const Answer& answer) {
    if (answer.status == 0) {
        s.console.err << "buono: " << s.line.url << " does not answer. Is `buono serve` running? Give --url.\n";
        return code(Exit::Unavailable);
    }
    const auto problem = parsed(answer.body);
    if (s.console.json)
        s.console.out << (problem.is_discarded() ? json{{"status", answer.status}} : problem).dump() << '\n';
    s.console.err << "buono: "
                  << (problem.is_discarded() ? "status " + std::to_string(answer.status) : member(problem, "title"))
                  << '\n';
    if (problem.is_object() && problem.contains("errors")) {
        for (const auto& e : problem.at("errors"))
            s.console.err << "  " << member(e, "pointer") << ": " << member(e, "detail") << '\n';
    }
    if (const auto remedy = member(problem, "remedy"); !remedy.empty()) s.console.err << "  " << remedy << '\n';
    return code(Exit::Refused);
}

int shown(const Session& s, const Answer& answer, const std::string& words) {
    if (!answer.done()) return refused(s, answer);
    if (s.console.json)
        s.console.out << answer.body << '\n';
    else
        s.console.out << words << '\n';
    return code(Exit::Done);
}

// The same command on the same content is the same change: sending it again must change nothing.
std::string keyFor(const CommandLine& line, const std::string& what) {
    if (!line.key.empty()) return line.key;
    Poco::SHA2Engine digest{Poco::SHA2Engine::SHA_256};
    digest.update(what);
    return "cli-" + Poco::DigestEngine::digestToHex(digest.digest()).substr(0, 40);
}

// Confirming is a change of its own: a key the caller chose names the staging, and this one follows from it.
std::string confirmKey(const CommandLine& line, const std::string& id) {
    CommandLine without{line};
    without.key.clear();
    return keyFor(without, "confirm" + id + line.key);
}

std::string contents(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void progress(const Session& s, const std::string& words) {
    if (s.console.terminal) s.console.err << "\r\033[K" << words << std::flush;
}

// A call and the catalogue are one JSON document each: loaded whole or not at all, so there are no rows to stage.
int loadDocument(Session& s, const Import& c) {
    std::string path = c.kind == "programme" ? "/v1/programmes" : "/v1/catalogue";
    if (!c.confirm) path += "?dry_run=true";
    const auto body = contents(c.file);
    progress(s, "sending " + std::to_string(body.size() / 1024) + " KiB…");
    const auto answer = s.client.ask({"POST", path, body, "application/json", keyFor(s.line, path + body)});
    progress(s, "");
    const auto id = member(parsed(answer.body), "id");
    return shown(s, answer,
                 c.kind + (c.confirm ? " loaded" + (id.empty() ? "" : ": " + id)
                                     : std::string{": nothing is wrong with it; nothing written yet: add --confirm"}));
}

int run(Session& s, const Import& c) {
    if (c.kind == "programme" || c.kind == "catalogue") return loadDocument(s, c);
    const auto body = contents(c.file);
    std::string path = "/v1/imports?kind=" + encoded(c.kind);
    if (!c.into.empty()) path += (c.kind == "credits" ? "&plan=" : "&programme=") + encoded(c.into);
    progress(s, "sending " + std::to_string(body.size() / 1024) + " KiB, checking every row…");
    const auto staged = s.client.ask({"POST", path, body, "text/csv", keyFor(s.line, path + body)});
    progress(s, "");
    if (!staged.done()) return refused(s, staged);
    const auto import = parsed(staged.body);
    const auto id = member(import, "id");
    const auto found = "import " + id + ": " + member(import, "accepted") + " rows accepted, " +
                       member(import, "refused") + " refused";
    if (!c.confirm) return shown(s, staged, found + "; nothing written yet: add --confirm");
    progress(s, "writing…");
    const auto confirmed = s.client.ask(
        {"POST", "/v1/imports/" + id + "/confirmations", "{}", "application/json", confirmKey(s.line, id)});
    progress(s, "");
    return shown(s, confirmed, found + "; the accepted rows are written");
}

std::string exportPath(const Export& c) {
    const auto form = c.format.empty() ? "" : "?format=" + encoded(c.format);
    if (c.what == "ranking") return "/v1/programmes/" + encoded(c.id) + "/ranking" + form;
    if (c.what == "import-errors") return "/v1/imports/" + encoded(c.id) + "/errors" + form;
    if (c.what == "statements") return "/v1/settlements/" + encoded(c.id) + "/statements" + form;
    if (c.what == "payment-file") return "/v1/settlements/" + encoded(c.id) + "/payment-file";
    return {};
}

int run(Session& s, const Export& c) {
    const auto path = exportPath(c);
    if (path.empty()) {
        s.console.err << "buono: export knows ranking, import-errors, statements and payment-file\n";
        return code(Exit::Usage);
    }
    const auto answer = s.client.stream(path, s.console.out);
    return answer.done() ? code(Exit::Done) : refused(s, answer);
}

int run(Session& s, const Award& c) {
    const json body{{"act_number", c.act_number}, {"act_date", c.act_date}};
    const auto path = "/v1/programmes/" + encoded(c.programme) + "/awards";
    const auto answer =
        s.client.ask({"POST", path, body.dump(), "application/json", keyFor(s.line, path + body.dump())});
    const auto award = parsed(answer.body);
    return shown(s, answer,
                 "awarded " + member(award, "awarded") + " vouchers, " + member(award, "waitlisted") + " waitlisted");
}

int run(Session& s, const Settle& c) {
    if (!c.approve.empty()) {
        const auto path = "/v1/settlements/" + encoded(c.approve) + "/approvals";
        const auto answer = s.client.ask({"POST", path, "{}", "application/json", keyFor(s.line, path)});
        return shown(s, answer, "settlement " + c.approve + " approved: `buono export payment-file " + c.approve + "`");
    }
    const json body{{"debtor", c.debtor}, {"execution_date", c.execution_date}};
    const auto answer = s.client.ask(
        {"POST", "/v1/settlements", body.dump(), "application/json", keyFor(s.line, "settle" + body.dump())});
    const auto settlement = parsed(answer.body);
    return shown(s, answer,
                 "settlement " + member(settlement, "id") + " proposed: another person approves it with --approve");
}

int run(Session& s, const AuditExport& c) {
    auto from = c.from;
    for (;;) {
        const auto answer = s.client.ask({"GET", "/v1/ledger/export?from=" + std::to_string(from)});
        if (!answer.done()) return refused(s, answer);
        if (answer.body.empty()) return code(Exit::Done);
        s.console.out << answer.body;
        const auto last = answer.body.rfind('\n', answer.body.size() - 2);
        const auto entry = parsed(answer.body.substr(last == std::string::npos ? 0 : last + 1));
        BUONO_CHECK(entry.contains("seq"));
        from = entry.at("seq").get<std::uint64_t>() + 1;
        progress(s, "seq " + std::to_string(from - 1));
    }
}

int run(Session& s, const Clock& c) {
    const json body{{"machine", c.confirm}};
    const auto answer = c.confirm.empty() ? s.client.ask({"GET", "/v1/clock"})
                                          : s.client.ask({"POST", "/v1/clock/confirmations", body.dump()});
    const auto clock = parsed(answer.body);
    const bool sure = member(clock, "sure") == "true";
    return shown(s, answer,
                 "the city's time     " + member(clock, "now") + "\nthe machine's clock " + member(clock, "machine") +
                     (sure ? "\nthey agree"
                           : "\nthe machine's clock has jumped: nothing expires. Set it, or confirm the time "
                             "with --confirm"));
}

int run(Session& s, const Doctor&) {
    const auto ready = s.client.ask({"GET", "/readyz"});
    if (ready.status == 0) return refused(s, ready);
    s.console.out << (ready.done() ? "the host answers and can commit\n"
                                   : "the host answers but cannot commit: look at its log and disk\n");
    return ready.done() ? code(Exit::Done) : code(Exit::Refused);
}

template <class NotAClient>
int run(Session&, const NotAClient&) {
    BUONO_CHECK(!"this command opens the database itself");
    return code(Exit::Usage);
}

}  // namespace

int runClient(const CommandLine& line, Console console) {
    Session session{Client{line.url}, line, console};
    if (!std::holds_alternative<Doctor>(line.command)) {
        if (const auto in = session.client.logIn(); !in.done()) return refused(session, in);
    }
    return std::visit([&](const auto& command) { return run(session, command); }, line.command);
}

}  // namespace buono::cli
