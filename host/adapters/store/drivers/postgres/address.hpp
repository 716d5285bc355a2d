// Address: what a postgresql:// URL says, with our own terms for what it leaves open: how long to wait for a server
// that does not answer, and when to give up one that went silent. It may name several servers, as libpq reads it.
//
// A value; any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <buono/result.hpp>

namespace buono::store {

class Address {
public:
    /// InvalidValue when libpq cannot read it.
    static Result<Address> of(const std::string& url);

    /// What libpq connects to: the first of the servers that accepts writes.
    std::string text() const;
    /// The same as a URL.
    std::string url() const;
    /// Each server alone, in the order of the URL; none where it names but one.
    std::vector<Address> servers() const;
    /// The same servers, beginning with this one of servers().
    Address from(std::size_t server) const;
    /// Host or folder of the socket, and the port where it is named: for people.
    std::string name() const;

private:
    explicit Address(std::map<std::string, std::string> words) : words_{std::move(words)} {}

    std::string word(const std::string& name) const;

    std::map<std::string, std::string> words_;
};

}  // namespace buono::store
