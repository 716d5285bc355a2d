// Request and Response: one exchange as a handler sees it, after the server has framed it and before it is sent.
//
// Values of one request; they live on the handler's thread. No socket, cookie or header parsing happens past here.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/people/caller.hpp"
#include "core/register/register.hpp"

namespace buono::http {

enum class Language : std::uint8_t { Italian, English };

/// A few named texts: a flat list, because a request has about ten and is read about ten times.
class Fields {
public:
    /// "" when absent.
    std::string_view get(std::string_view name) const {
        for (const auto& [key, value] : all_)
            if (key == name) return value;
        return {};
    }
    bool has(std::string_view name) const {
        for (const auto& field : all_)
            if (field.first == name) return true;
        return false;
    }
    void add(std::string name, std::string value) { all_.emplace_back(std::move(name), std::move(value)); }
    void clear() { all_.clear(); }
    auto begin() const { return all_.begin(); }
    auto end() const { return all_.end(); }
    std::size_t size() const { return all_.size(); }

private:
    std::vector<std::pair<std::string, std::string>> all_;
};

struct Request {
    std::string method;
    std::string path;   ///< Decoded, without the query.
    Fields parameters;  ///< Path parameters, by the name in openapi.yaml.
    Fields query;       ///< Decoded; a repeated name is refused before.
    Fields headers;     ///< Lower-case names.
    Fields form;        ///< Decoded body of a page's form; a repeated name is kept (checkboxes).
    std::string body;
    std::string_view operation;  ///< The operationId.
    std::string request_id;
    std::string address{};  ///< The client's, for limits only: never in a log or a row.
    people::Caller caller;
    std::string csrf;  ///< Token a page puts into its forms as `csrf`; "" without a session.
    Language language = Language::Italian;
    std::uint64_t as_of = 0;  ///< Ledger seq the reading rooms are at, for reads.

    std::string_view parameter(std::string_view name) const { return parameters.get(name); }
    std::string_view argument(std::string_view name) const { return query.get(name); }
    std::string_view header(std::string_view name) const { return headers.get(name); }
    std::string_view field(std::string_view name) const { return form.get(name); }
    /// The path parameter as an id; the nil Id when it is none, which finds nothing: foreign, absent and
    /// malformed ids answer alike.
    registers::Id id(std::string_view name) const {
        return registers::Id::parse(parameters.get(name)).value_or(registers::Id{});
    }
};

struct Response;

/// A change that is answered after its commit while its handler goes on with another request.
struct Pending {
    registers::Ticket ticket;
    registers::Work work;  ///< Owns what it uses, but for the Desk and the Request: those live until the answer.
    /// On another thread: reads no row.
    std::function<Response(const Result<registers::Reply>& reply)> answer;
};

struct Response {
    int status = 200;
    std::string body{};
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers{};
    std::shared_ptr<Pending> pending{};  ///< Instead of all this.
};

}  // namespace buono::http
