#include "adapters/cli/client.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>

namespace buono::cli {
namespace {

constexpr std::size_t kBytesMax = 64 << 20;
constexpr int kTimeoutSeconds = 120;  // An award of a whole city is one request.

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

// Copies at most kBytesMax; false when there was more.
bool copyBounded(std::istream& in, std::ostream& out) {
    char block[65536];
    std::size_t total = 0;
    while (in.read(block, sizeof block) || in.gcount() > 0) {
        total += static_cast<std::size_t>(in.gcount());
        if (total > kBytesMax) return false;
        out.write(block, in.gcount());
    }
    return true;
}

}  // namespace

struct Client::Connection {
    Poco::Net::HTTPClientSession session;
};

Client::Client(const std::string& url) : connection_{std::make_unique<Connection>()} {
    const Poco::URI uri{url};
    connection_->session.setHost(uri.getHost());
    connection_->session.setPort(uri.getPort());
    connection_->session.setTimeout(Poco::Timespan(kTimeoutSeconds, 0));
    connection_->session.setKeepAlive(true);
}

Client::~Client() = default;

Answer Client::logIn() {
    token_ = environment("BUONO_TOKEN");
    const auto user = environment("BUONO_USER");
    if (!token_.empty() || user.empty()) return {200, {}};
    const nlohmann::json body{{"username", user}, {"password", environment("BUONO_PASSWORD")}};
    auto answer = ask({"POST", "/v1/sessions", body.dump()});
    if (answer.done()) token_ = nlohmann::json::parse(answer.body).at("token").get<std::string>();
    return answer;
}

Answer Client::ask(const Question& q) {
    std::ostringstream body;
    try {
        Poco::Net::HTTPRequest request{q.method, q.path, Poco::Net::HTTPMessage::HTTP_1_1};
        if (!token_.empty()) request.set("Authorization", "Bearer " + token_);
        if (!q.key.empty()) request.set("Idempotency-Key", q.key);
        if (q.method != "GET") request.setContentType(q.content_type);
        if (q.method != "GET") request.setContentLength64(static_cast<Poco::Int64>(q.body.size()));
        connection_->session.sendRequest(request) << q.body;
        Poco::Net::HTTPResponse response;
        auto& in = connection_->session.receiveResponse(response);
        if (!copyBounded(in, body)) return {};
        return {response.getStatus(), body.str()};
    } catch (const Poco::Exception&) {
        return {};
    }
}

Answer Client::stream(const std::string& path, std::ostream& out) {
    auto answer = ask({"GET", path});
    if (answer.done()) out << answer.body;
    return answer;
}

std::string encoded(const std::string& text) {
    std::string out;
    Poco::URI::encode(text, "!?#/'\",;:$&()[]*+=@", out);
    return out;
}

}  // namespace buono::cli
